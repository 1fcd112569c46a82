/** Tasks by kind: how many are open, over the limit, the earliest limit, and how long the done ones took. */
import type { Summary, TaskKindRow } from '@/api/types';
import { Empty } from '@/parts/Await';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { ThenLink } from '@/parts/then';
import { TimeLeft } from '@/parts/TimeLeft';
import { useUi } from '@/words/ui';

/** Show one row a kind and the sum. */
export function KindTable({ tasks }: { tasks: Summary['tasks'] }) {
  const { w, n } = useUi();
  const words = w.overview.kinds;
  return (
    <Section className="col" title={words.title} sub={`${words.p50}, ${words.p90}: ${words.hours}`}>
      {tasks.by_kind.length === 0 ? <Empty>{words.empty}</Empty> : (
        <div className="scroll">
          <table className="t">
            <thead><tr><th>{words.kind}</th><th className="n">{words.open}</th><th>{words.overdue}</th><th>{words.oldest}</th><th className="n">{words.p50}</th><th className="n">{words.p90}</th></tr></thead>
            <tbody>{tasks.by_kind.map((row) => <Row key={row.kind} row={row} />)}</tbody>
            <tfoot><tr><td>{words.sum}</td><td className="n">{n(tasks.open)}</td><td>{n(tasks.overdue)}</td><td colSpan={3} /></tr></tfoot>
          </table>
        </div>
      )}
    </Section>
  );
}

function Row({ row }: { row: TaskKindRow }) {
  const { w, n, text } = useUi();
  const hours = (value: number | null) => (value === null ? <span className="t3" title={w.overview.kinds.noDone}>{w.common.none}</span> : n(value));
  return (
    <tr>
      <td><ThenLink className="num" to={`/tasks?kind=${row.kind}`}>{text(row.title)}</ThenLink></td>
      <td className={`n ${row.open === 0 ? 't3' : 'b'}`}>{n(row.open)}</td>
      <td>{row.overdue > 0 ? <ThenLink to={`/tasks?kind=${row.kind}&state=overdue`}><Status sign="over">{n(row.overdue)}</Status></ThenLink> : <span className="t3">0</span>}</td>
      <td>{row.oldest_due ? <TimeLeft due={row.oldest_due} /> : <span className="t3">{w.common.none}</span>}</td>
      <td className="n">{hours(row.p50_h)}</td>
      <td className="n">{hours(row.p90_h)}</td>
    </tr>
  );
}
