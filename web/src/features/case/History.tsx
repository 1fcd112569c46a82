/** What was corrected, old beside new, and who opened the record. */
import type { Correction, Opened } from '@/api/types';
import { Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the corrections: struck old → bold new, who, why. */
export function Corrections({ rows }: { rows: Correction[] }) {
  const { w, moment, text } = useUi();
  const words = w.caseWords;
  const shown = (value: unknown) => (value === null || value === undefined || value === '' ? w.common.unknown : String(value));
  return (
    <Section title={words.corrections} sub={words.correctionsSub}>
      {rows.length === 0 ? <Empty>{words.correctionsEmpty}</Empty> : (
        <ul className="rs">{rows.map((row, index) => (
          <li key={index}>
            <p>{w.terms.field[row.field] ?? row.field} <s className="t3">{shown(row.old)}</s> → <b>{shown(row.new)}</b></p>
            <p className="e">{moment(row.at)} · {text(row.by.display)} · {row.why}</p>
          </li>
        ))}</ul>
      )}
    </Section>
  );
}

/** List who opened the record and for what. */
export function OpenedBy({ rows }: { rows: Opened[] }) {
  const { w, moment, text } = useUi();
  const words = w.caseWords;
  return (
    <Section title={words.opened} sub={words.openedSub}>
      {rows.length === 0 ? <Empty>{words.openedEmpty}</Empty> : (
        <ul className="rs">{rows.map((row, index) => <li key={index} className="t2"><span className="t3">{moment(row.at)}</span> {text(row.display)} {row.purpose && (w.me.purpose[row.purpose] ?? row.purpose)}</li>)}</ul>
      )}
    </Section>
  );
}
