/** The lines of the loop in their order: what sets the act in motion, what waits for it, how long the oldest has waited. */
import type { LoopLine } from '@/api/types';
import { Scroll } from '@/parts/Scroll';
import { Status, type StatusSign } from '@/parts/Icon';
import { useUi } from '@/words/ui';
import { useAge } from './useAge';

const LATE_S = 60;

function signOf(row: LoopLine): StatusSign {
  if (row.given_up > 0) return 'block';
  if (row.attempts > 0) return 'over';
  return (row.oldest_s ?? 0) > LATE_S ? 'soon' : 'ok';
}

/** Show every line, also those on which nothing waits. */
export function LineTable({ rows }: { rows: LoopLine[] }) {
  const { w, n } = useUi();
  const age = useAge();
  const words = w.loop;
  return (
    <Scroll label={words.lines}>
      <table className="t">
        <thead><tr><th>{words.col.kind}</th><th>{words.col.act}</th><th>{words.col.state}</th><th className="n">{words.col.pending}</th><th className="n">{words.col.oldest}</th><th className="n hide-s">{words.col.givenUp}</th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.kind + row.act}>
            <td>{words.kind[row.kind] ?? row.kind}</td><td>{words.act[row.act] ?? row.act}</td>
            <td className="nw"><Status sign={signOf(row)}>{words.line[signOf(row)] ?? ''}</Status></td>
            <td className="n">{n(row.pending)}</td><td className="n nw">{row.oldest_s === null ? '–' : age(row.oldest_s)}</td><td className="n hide-s">{n(row.given_up)}</td>
          </tr>
        ))}</tbody>
      </table>
    </Scroll>
  );
}
