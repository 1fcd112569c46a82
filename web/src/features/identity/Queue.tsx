/** The pairs that wait, one row each: masked names, areas, what the score proposes. */
import type { Match } from '@/api/types';
import { Status } from '@/parts/Icon';
import { useUi } from '@/words/ui';

type Props = { rows: Match[]; chosen: string | null; onChoose: (match: Match) => void };

/** Draw the queue; a row is chosen by its button. */
export function Queue({ rows, chosen, onChoose }: Props) {
  const { w } = useUi();
  const words = w.identity;
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={words.queue}>
      <table className="t">
        <thead><tr><th>{words.newcomer}</th><th>{words.known}</th><th className="hide-s">{words.field.area}</th><th>{words.state}</th></tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} chosen={row.id === chosen} onChoose={() => onChoose(row)} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ row, chosen, onChoose }: { row: Match; chosen: boolean; onChoose: () => void }) {
  const { w, text } = useUi();
  const words = w.identity;
  const areas = [row.newcomer.area, row.known.area].map((area) => (area ? text(area.name) : w.common.unknown));
  return (
    <tr className={chosen ? 'sel' : ''}>
      <td className="nw"><button type="button" className="btn txt sm" aria-pressed={chosen} onClick={onChoose}>{row.newcomer.name ?? words.none} {row.newcomer.phone}</button></td>
      <td className="nw">{row.known.name ?? words.none} <span className="t3">{row.known.phone}</span></td>
      <td className="hide-s">{[...new Set(areas)].join(' / ')}</td>
      <td className="nw">{row.state === 'open'
        ? <Status sign={row.verdict === 'same' ? 'soon' : 'unk'}>{words.verdicts[row.verdict]}</Status>
        : <Status sign={row.state === 'same' ? 'ok' : 'run'}>{words.states[row.state]}</Status>}</td>
    </tr>
  );
}
