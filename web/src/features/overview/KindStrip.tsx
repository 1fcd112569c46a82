/** The strip under the wall: one column a kind of task, the one with most overdue set off. */
import { Link } from 'react-router';
import type { TaskKindRow } from '@/api/types';
import { Empty } from '@/parts/Await';
import { Status } from '@/parts/Icon';
import { TimeLeft } from '@/parts/TimeLeft';
import { useUi } from '@/words/ui';

/** Draw up to six kinds, the most loaded first. */
export function KindStrip({ kinds }: { kinds: TaskKindRow[] }) {
  const { w } = useUi();
  const shown = [...kinds].sort((a, b) => b.overdue - a.overdue || b.open - a.open).slice(0, 6);
  const worst = shown[0] && shown[0].overdue > 0 ? shown[0].kind : null;
  if (shown.length === 0) return <Empty>{w.overview.kinds.empty}</Empty>;
  return <div className="strip" style={{ gridTemplateColumns: `repeat(${shown.length}, 1fr)` }}>{shown.map((row) => <Kind key={row.kind} row={row} hot={row.kind === worst} />)}</div>;
}

function Kind({ row, hot }: { row: TaskKindRow; hot: boolean }) {
  const { w, n, text } = useUi();
  const words = w.overview.kinds;
  const hours = (value: number | null) => (value === null ? w.common.none : n(value));
  return (
    <section className={hot ? 'hot' : ''}>
      <h2><span className="el">{text(row.title)}</span> {row.overdue > 0 ? <Status sign="over">{words.overdue}</Status> : <Status sign="ok">{w.overview.status.ok}</Status>}</h2>
      <Link className="bigger" to={`/tasks?kind=${row.kind}`}>{n(row.open)}<small>{words.open}</small></Link>
      <dl>
        <dt>{words.overdue}</dt><dd className={row.overdue > 0 ? 'st-over b' : ''}>{n(row.overdue)}</dd>
        <dt>{words.oldest}</dt><dd>{row.oldest_due ? <TimeLeft due={row.oldest_due} /> : w.common.none}</dd>
        <dt>{words.p50} / {words.p90}</dt><dd>{hours(row.p50_h)} / {hours(row.p90_h)} h</dd>
      </dl>
    </section>
  );
}
