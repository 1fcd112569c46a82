/** What was corrected, old beside new, and who opened the record. */
import type { Correction, Opened } from '@/api/types';
import { Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the corrections: struck old → bold new, who, why. */
export function Corrections({ rows }: { rows: Correction[] }) {
  const { w, day, moment, text, name } = useUi();
  const words = w.caseWords;
  const groups = { case_class: 'caseClass', found_by: 'foundBy', sex: 'sex', outcome: 'outcome' } as const;
  const shown = (field: string, value: unknown) => {
    if (value === null || value === undefined || value === '') return w.common.unknown;
    const written = String(value);
    if (field in groups) return name(groups[field as keyof typeof groups], written);
    return /^\d{4}-\d{2}(-\d{2})?$/.test(written) ? day(written) : written;
  };
  return (
    <Section title={words.corrections} sub={words.correctionsSub}>
      {rows.length === 0 ? <Empty>{words.correctionsEmpty}</Empty> : (
        <ul className="rs">{rows.map((row, index) => (
          <li key={index}>
            <p>{w.terms.field[row.field] ?? row.field} <s className="t3">{shown(row.field, row.old)}</s> → <b>{shown(row.field, row.new)}</b></p>
            <p className="e">{moment(row.at)} · {row.by.display ? text(row.by.display) : w.imports.machine} · {row.why}</p>
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
        <ul className="rs">{grouped(rows, moment).map(({ row, times }) => <li key={row.at} className="t2"><span className="t3">{moment(row.at)}</span> {row.display ? text(row.display) : text(row.role)} · {text(row.purpose_text)}{times > 1 && ` · ${words.openedTimes(times)}`}</li>)}</ul>
      )}
    </Section>
  );
}

function grouped(rows: Opened[], moment: (at: string) => string): { row: Opened; times: number }[] {
  const groups = new Map<string, { row: Opened; times: number }>();
  for (const row of rows) {
    const key = `${moment(row.at)}|${row.display?.zh}|${row.purpose}`;
    const group = groups.get(key);
    if (group) group.times += 1;
    else groups.set(key, { row, times: 1 });
  }
  return [...groups.values()];
}
