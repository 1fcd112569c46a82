/** What must be done now, by time left: clock, task, whose record, who owns it. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { isPast } from '@/api/then';
import type { Task } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { ThenLink, useThen } from '@/parts/then';
import { TimeLeft } from '@/parts/TimeLeft';
import { useUi } from '@/words/ui';
import { useDoNow } from './useFigures';

/** List the most urgent tasks; with `rowHeight` only whole rows are shown, for screens nobody scrolls. */
export function DoNow({ limit, rowHeight }: { limit: number; rowHeight?: number }) {
  const { w, n } = useUi();
  const query = useDoNow(limit);
  const words = w.overview.now;
  const past = isPast(useThen());
  return (
    <Section className="col now" title={past ? w.known.doThen : words.title} sub={query.data && <span role="status" aria-live="polite">{words.sub(n(query.data.total))}</span>} end={<ThenLink to="/tasks">{words.all}</ThenLink>}>
      <Await query={query} rows={8}>{({ items }) => items.length === 0 ? <Empty>{words.empty}</Empty> : (
        <Rows rowHeight={rowHeight}>{items.map((task) => <Row key={task.id} task={task} />)}</Rows>
      )}</Await>
    </Section>
  );
}

function Rows({ rowHeight, children }: { rowHeight: number | undefined; children: ReactNode[] }) {
  const list = useRef<HTMLOListElement>(null);
  const [fits, setFits] = useState(children.length);
  useEffect(() => {
    if (rowHeight === undefined) return;
    const watch = new ResizeObserver(() => setFits(Math.floor(list.current!.clientHeight / rowHeight)));
    watch.observe(list.current!);
    return () => watch.disconnect();
  }, [rowHeight]);
  return <ol ref={list} className="scroll" style={{ flex: 1 }}>{rowHeight === undefined ? children : children.slice(0, fits)}</ol>;
}

function Row({ task }: { task: Task }) {
  const { w, text } = useUi();
  const to = task.case_id ? `/cases/${task.case_id}` : `/tasks?kind=${task.kind}`;
  return (
    <li>
      <TimeLeft due={task.due_at} />
      <div className="what">
        <ThenLink className="tt" to={to}>{text(task.title)}</ThenLink>
        <div className="two"><span className="el t2">{task.subject.number}{task.subject.name && ` ${task.subject.name}`}{task.area && ` · ${text(task.area.name)}`}</span><span className="who">{task.owner ? text(task.owner.display) : w.overview.now.nobody}</span></div>
      </div>
    </li>
  );
}
