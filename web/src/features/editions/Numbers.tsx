/** The numbers of an edition, each with the clauses that quote it, its certainty and source, direction and review. */
import { useMemo } from 'react';
import type { Edition, EditionNumber } from '@/api/types';
import { Certainty } from '@/parts/Certainty';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { clauseTitles, numberAnchor } from './anchors';

/** List them; `wanted` is the one of the address. */
export function Numbers({ edition, wanted }: { edition: Edition; wanted: string | null }) {
  const { w, n } = useUi();
  const words = w.editions;
  const titles = useMemo(() => clauseTitles(edition), [edition]);
  const labels = useMemo(() => new Map(edition.clauses.map((clause) => [clause.number, clause.label])), [edition]);
  return (
    <Section title={words.numbers} sub={n(edition.numbers.length)}>
      <table className="t numbers">
        <thead><tr><th className="n">{words.value}</th><th>{words.about}</th><th>{words.certainty}</th><th className="hide-s">{words.direction}</th><th className="hide-s">{words.review}</th></tr></thead>
        <tbody>{edition.numbers.map((row) => <Row key={row.name} row={row} titles={titles} labels={labels} chosen={row.name === wanted} />)}</tbody>
      </table>
    </Section>
  );
}

type Props = { row: EditionNumber; titles: ReturnType<typeof clauseTitles>; labels: Map<string, string>; chosen: boolean };

function Row({ row, titles, labels, chosen }: Props) {
  const { w, n, text, day, name } = useUi();
  const words = w.editions;
  const title = titles(row.name);
  return (
    <tr id={numberAnchor(row.name)} className={chosen ? 'sel' : ''}>
      <td className="n nw"><b>{row.values.map(n).join(words.comma)}</b> {name('unit', row.unit)}</td>
      <td className="wrap">{title && <span>{text(title)} </span>}<span className="mono sub">{row.name}</span>
        <div className="quoted">{row.quoted_by.length === 0 ? <span className="sub">{words.notQuoted}</span> : row.quoted_by.map((one) => <a key={one} href={`#${encodeURIComponent(one)}`} title={words.backTo}>{labels.get(one)}</a>)}</div>
        {row.changes.map((one) => <div key={one.by} className="sub" title={text(one.title)}>{words.changed(one.by, one.area.replace(/\/$/, '') || words.everywhere, day(one.since), one.until ? day(one.until) : words.stillHolds)}<b>{one.values.map(n).join(words.comma)}</b> {name('unit', row.unit)} · <Certainty value={one.certainty} short /> {one.source}</div>)}
        <div className="only-s sub">{name('direction', row.direction)} · {row.overdue ? <Status sign="soon">{words.overdueBy(day(row.review_by))}</Status> : words.reviewBy(day(row.review_by))}</div></td>
      <td className="wrap"><Certainty value={row.certainty} /><div className="sub">{row.source} · {day(row.date)}</div></td>
      <td className="wrap hide-s">{name('direction', row.direction)}</td>
      <td className="nw hide-s">{row.overdue ? <Status sign="soon">{words.overdueBy(day(row.review_by))}</Status> : day(row.review_by)}</td>
    </tr>
  );
}
