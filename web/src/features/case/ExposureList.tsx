/** What was told about exposures, as it stands now; each can be told otherwise, and what was withdrawn stays to be seen. */
import { useState } from 'react';
import type { Exposure } from '@/api/types';
import { Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { ToldForm } from '@/parts/told/ToldForm';
import { useUi } from '@/words/ui';

/** List the exposures of a case. */
export function ExposureList({ rows, zone }: { rows: Exposure[]; zone: string | undefined }) {
  const { w, n } = useUi();
  const words = w.caseWords;
  const standing = rows.filter((row) => !row.withdrawn).length;
  return (
    <Section title={words.exposures} sub={n(standing)}>
      {rows.length === 0 ? <Empty>{words.exposuresEmpty}</Empty> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t exposurefacts">
            <thead><tr><th>{words.person}</th><th>{words.setting}</th><th>{words.period}</th><th className="n hide-s">{words.minutes}</th><th className="hide-s">{words.protected}</th><th className="hide-s">{words.recorded}</th><th><span className="sr">{w.common.actions}</span></th></tr></thead>
            <tbody>{rows.map((row) => <Row key={row.id} row={row} zone={zone} />)}</tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Row({ row, zone }: { row: Exposure; zone: string | undefined }) {
  const ui = useUi();
  const { w, n, day, moment, name } = ui;
  const [isOpen, setOpen] = useState(false);
  const period = row.first && row.last && row.first !== row.last ? `${day(row.first)} → ${day(row.last)}` : day(row.last ?? row.first);
  const facts = [
    row.via && `${w.terms.field.via} ${row.via.name ?? w.contacts.noName}`, row.kinds && (row.kinds.length === 0 ? w.told.none : row.kinds.map((kind) => name('kind', kind)).join(w.common.listComma)), row.closed_space === null ? null : `${w.terms.field.closed_space} ${row.closed_space ? w.common.yes : w.common.no}`,
    row.first_at && `${w.terms.field.first_at} ${moment(row.first_at)}`, row.immunity && name('immunity', row.immunity), row.prophylaxis && (row.prophylaxis.length === 0 ? w.told.nothingGiven : row.prophylaxis.map((one) => `${name('means', one.means)} ${one.at ? moment(one.at) : day(one.day)}`).join(w.common.listComma)),
  ].filter(Boolean).join(' · ');
  const history = row.changes.map((change) => `${name('field', change.field)} ${w.told.was(told(ui, change.field, change.old))}${change.why && ` (${change.why})`}`).join('; ');
  return (
    <tr>
      <td><b className={row.withdrawn ? 'gone' : ''}>{row.person.name ?? w.contacts.noName}</b> <span className="t3">{row.relation}</span>{row.withdrawn && <span className="t3"> {w.told.withdrawn}</span>}</td>
      <td><span className={row.withdrawn ? 'gone' : ''}>{name('setting', row.setting)}</span>{facts && <div className="t2 s">{facts}</div>}{history && <div className="t3 s">{history}</div>}</td>
      <td className="nw">{period}</td>
      <td className="n hide-s">{row.minutes === null ? <span className="t3">{w.common.unknown}</span> : n(row.minutes)}</td>
      <td className="hide-s">{row.protected === null ? <span className="t3">{w.common.unknown}</span> : row.protected ? w.common.yes : w.common.no}</td>
      <td className="nw t3 hide-s">{moment(row.recorded_at)}</td>
      <td className="n">{!row.withdrawn && <button type="button" className="btn txt sm" aria-label={w.told.correctTitle(row.person.name ?? w.contacts.noName)} onClick={() => setOpen(true)}>{w.told.correct}</button>}
        {isOpen && <ToldForm exposures={[row]} needs={[]} zone={zone ?? ui.zone} onClose={() => setOpen(false)} />}</td>
    </tr>
  );
}

/** Write what a fact was told as before. */
function told({ w, day, moment, name }: ReturnType<typeof useUi>, field: string, value: unknown): string {
  if (value === null || value === undefined) return w.told.notAsked;
  if (typeof value === 'boolean') return value ? w.common.yes : w.common.no;
  if (field === 'kinds') return (value as string[]).map((kind) => name('kind', kind)).join(w.common.listComma) || w.told.none;
  if (field === 'prophylaxis') return (value as { means: string }[]).map((one) => name('means', one.means)).join(w.common.listComma) || w.told.nothingGiven;
  if (field === 'setting' || field === 'immunity') return name(field, String(value));
  if (field === 'first_at') return moment(String(value));
  return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? day(String(value)) : String(value);
}
