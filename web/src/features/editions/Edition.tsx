/** One edition as a list of clauses: what every clause chip leads to. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useParams } from 'react-router';
import { editionQuery } from '@/api/calls/edition';
import type { Edition as EditionData, EditionNumber } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** The edition of the address. */
export default function Edition() {
  const id = useParams().id ?? '';
  const query = useQuery(editionQuery(id));
  return <Await query={query} rows={12}>{(edition) => <Clauses edition={edition} />}</Await>;
}

function Clauses({ edition }: { edition: EditionData }) {
  const { w, text, day, name } = useUi();
  const words = w.editions;
  const wanted = decodeURIComponent(useLocation().hash.slice(1));
  useEffect(() => document.getElementById(`clause-${wanted}`)?.scrollIntoView({ block: 'center' }), [wanted]);
  const counts = Object.entries(edition.certainty_counts ?? {}).filter(([, count]) => count > 0).map(([certainty, count]) => `${name('certainty', certainty)} ${count}`);
  return (
    <>
      <div className="pagehead">
        <h1>{edition.label} {text(edition.title)}</h1>
        <span className="sub">{text(edition.disease)} · {words.dated} {day(edition.date)} · {words.clauses(edition.clauses.length)}{counts.length > 0 && ` · ${counts.join(' · ')}`}</span>
      </div>
      {edition.note && text(edition.note) !== '' && <p className="pad t2" style={{ maxWidth: 900 }}>{text(edition.note)}</p>}
      {edition.clauses.length === 0 ? <Empty>{words.empty}</Empty> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t clauses">
            <thead><tr><th>{words.number}</th><th>{words.text}</th><th>{words.certainty}</th><th className="hide-s">{words.source}</th></tr></thead>
            <tbody>{edition.clauses.map((clause) => (
              <tr key={clause.number} id={`clause-${clause.number}`} className={clause.number === wanted ? 'sel' : ''}>
                <td className="mono nw">{clause.label}</td><td style={{ paddingBlock: 6 }}><b>{text(clause.title)}</b><br />{text(clause.text)}</td><td>{name('certainty', clause.certainty.split(':')[0])}</td>
                <td className="hide-s t2">{clause.source}{clause.date && ` · ${day(clause.date)}`}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {edition.numbers.length > 0 && <Numbers numbers={edition.numbers} />}
    </>
  );
}

function Numbers({ numbers }: { numbers: EditionNumber[] }) {
  const { w, n, text, name } = useUi();
  const words = w.editions;
  return (
    <Section title={words.numbers} sub={n(numbers.length)}>
      <div style={{ overflowX: 'auto' }}>
        <table className="t">
          <thead><tr><th>{words.name}</th><th className="n">{words.value}</th><th>{words.unit}</th><th>{words.certainty}</th><th className="hide-s">{words.source}</th></tr></thead>
          <tbody>{numbers.map((row) => (
            <tr key={row.name}><td className="mono">{row.name}{row.note && <div className="sub" style={{ fontFamily: 'var(--font)' }}>{text(row.note)}</div>}</td><td className="n b nw">{row.values.map(n).join(', ')}</td><td>{name('unit', row.unit)}</td><td>{name('certainty', row.certainty.split(':')[0])}</td><td className="hide-s t2">{row.source} · {row.date}</td></tr>
          ))}</tbody>
        </table>
      </div>
    </Section>
  );
}
