/** One edition: its clauses, and every number with what quotes it, how sure it is and what a higher one means. Every clause chip leads here. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { editionQuery } from '@/api/calls/edition';
import { editionsQuery } from '@/api/calls/editions';
import type { Edition as EditionData } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { Certainty, CertaintyCounts } from '@/parts/Certainty';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { clauseTitles, numberAnchor } from './anchors';
import { Numbers } from './Numbers';
import './editions.css';

/** The edition of the address. */
export default function Edition() {
  const id = useParams().id ?? '';
  const query = useQuery(editionQuery(id));
  return <Await query={query} rows={12}>{(edition) => <Whole edition={edition} />}</Await>;
}

function Whole({ edition }: { edition: EditionData }) {
  const { w, n, text, day, name } = useUi();
  const words = w.editions;
  const wanted = decodeURIComponent(useLocation().hash.slice(1));
  useEffect(() => {
    document.getElementById(wanted.startsWith('n:') ? numberAnchor(wanted.slice(2)) : `clause-${wanted}`)?.scrollIntoView({ block: 'center' });
  }, [wanted]);
  return (
    <div className="edition">
      <div className="pagehead">
        <Link to="/rulebook">{w.common.nav.rulebook}</Link>
        <h1>{edition.label} {text(edition.title)}</h1>
        <span className="sub">{text(edition.disease)} · {name('line', edition.kind)} · {day(edition.date)} → {edition.until ? day(edition.until) : words.stillHolds} · {words.clauses(edition.clauses.length)} · {words.numbersOf(n(edition.numbers.length))}</span>
        <span className="sub">{edition.overdue > 0 ? <Status sign="soon">{words.overdue(n(edition.overdue))}</Status> : words.reviewBy(day(edition.review_by))}</span>
        <CertaintyCounts counts={edition.certainty_counts} />
      </div>
      {edition.note && text(edition.note) !== '' && <p className="pad t2 note-of">{text(edition.note)}</p>}
      <Ways edition={edition} />
      {edition.clauses.length === 0 ? <Empty>{words.empty}</Empty> : <Clauses edition={edition} wanted={wanted} />}
      {edition.numbers.length > 0 && <Numbers edition={edition} wanted={wanted.startsWith('n:') ? wanted.slice(2) : null} />}
    </div>
  );
}

/** Where else this edition shows: its examples by rule, and another edition of the disease beside it. */
function Ways({ edition }: { edition: EditionData }) {
  const { w, n, text } = useUi();
  const words = w.editions;
  const go = useNavigate();
  const others = (useQuery({ ...editionsQuery(), staleTime: 5 * 60_000 }).data?.items ?? []).filter((one) => one.id !== edition.id && one.disease_id === edition.disease_id && one.kind === edition.kind);
  return (
    <div className="ways pad">
      {edition.rules.length > 0 && <p><span className="t3">{words.examples}</span> {edition.rules.map((rule) => <Link key={rule.name} to={`/rulebook/rules/${encodeURIComponent(rule.name)}?of=${encodeURIComponent(edition.label)}`}>{text(rule.title)} {n(rule.count)}</Link>)}</p>}
      {others.length > 0 && <label className="inline"><span className="t3">{words.compareWith}</span><select className="in" value="" onChange={(event) => void go(compareAddress(edition, others.find((one) => one.id === event.target.value)!))}><option value="" disabled>{words.choose}</option>{others.map((one) => <option key={one.id} value={one.id}>{`${one.label} ${text(one.title)}`}</option>)}</select></label>}
    </div>
  );
}

function compareAddress(one: { id: string; date: string | null }, other: { id: string; date: string | null }): string {
  const [old, later] = (one.date ?? '') <= (other.date ?? '') ? [one, other] : [other, one];
  return `/rulebook/compare/${encodeURIComponent(old.id)}/${encodeURIComponent(later.id)}`;
}

function Clauses({ edition, wanted }: { edition: EditionData; wanted: string }) {
  const { w, n, text, day, name } = useUi();
  const words = w.editions;
  const numbers = useMemo(() => new Map(edition.numbers.map((one) => [one.name, one])), [edition]);
  const titles = useMemo(() => clauseTitles(edition), [edition]);
  return (
    <Section title={words.clauseList} sub={n(edition.clauses.length)}>
      <table className="t clauses">
        <thead><tr><th>{words.number}</th><th>{words.text}</th><th className="hide-s">{words.certainty}</th><th className="hide-s">{words.source}</th></tr></thead>
        <tbody>{edition.clauses.map((clause) => (
          <tr key={clause.number} id={`clause-${clause.number}`} className={clause.number === wanted ? 'sel' : ''}>
            <td className="mono nw">{clause.label}</td>
            <td className="wrap"><b>{text(clause.title)}</b><br />{text(clause.text)}
              {(clause.numbers ?? []).length > 0 && <div className="quoted">{clause.numbers!.map((one) => {
                const found = numbers.get(one);
                return found && <a key={one} href={`#n:${encodeURIComponent(one)}`} title={text(titles(one))}>{found.values.map(n).join(words.comma)} {name('unit', found.unit)}</a>;
              })}</div>}
              <div className="only-s sub"><Certainty value={clause.certainty} /> · {clause.source}</div></td>
            <td className="hide-s"><Certainty value={clause.certainty} /></td>
            <td className="hide-s t2">{clause.source}{clause.date && ` · ${day(clause.date)}`}</td>
          </tr>
        ))}</tbody>
      </table>
    </Section>
  );
}
