/** The worklist: clock, case, task; the least time first, what was done today below. */
import { useState } from 'react';
import type { Task } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { TimeLeft } from '@/parts/TimeLeft';
import { useUi } from '@/words/ui';
import type { Work } from './useWork';

type Props = { work: Work; chosen: string | undefined; onChoose: (id: string) => void };

/** List the tasks; the chosen one is marked. */
export function Worklist({ work, chosen, onChoose }: Props) {
  const { w, n } = useUi();
  const [find, setFind] = useState('');
  const words = w.myWork;
  const over = work.open.filter((task) => task.state === 'overdue').length;
  const matches = (task: Task) => `${task.subject.number} ${task.subject.name ?? ''} ${task.title.zh} ${task.title.en}`.toLowerCase().includes(find.trim().toLowerCase());
  return (
    <Section className="worklist" title={words.title} sub={<span aria-live="polite">{words.counts(n(work.total), n(over), n(work.done.length))}</span>}>
      <Progress work={work} />
      <input className="in find" type="search" data-find aria-label={words.find} placeholder={words.find} value={find} onChange={(event) => setFind(event.target.value)} />
      <Await query={work.reading} rows={8}>{() => (
        <div className="scroll">
          {!work.mine && <p className="pad sub">{words.everyones}</p>}
          {work.open.length === 0 && <Empty>{words.empty}</Empty>}
          <ul>{work.open.filter(matches).map((task) => <Row key={task.id} task={task} chosen={task.id === chosen} onChoose={onChoose} />)}</ul>
          <ul className="dim">{work.done.map((task) => <Row key={task.id} task={task} chosen={false} onChoose={onChoose} />)}</ul>
        </div>
      )}</Await>
    </Section>
  );
}

function Progress({ work }: { work: Work }) {
  const over = work.open.filter((task) => task.state === 'overdue').length;
  const parts = [...Array<string>(work.done.length).fill('d'), ...Array<string>(work.open.length - over).fill(''), ...Array<string>(over).fill('o')].slice(0, 60);
  return <div className="prog" aria-hidden="true">{parts.map((part, index) => <i key={index} className={part} />)}</div>;
}

function Row({ task, chosen, onChoose }: { task: Task; chosen: boolean; onChoose: (id: string) => void }) {
  const { text } = useUi();
  return (
    <li>
      <button type="button" className={chosen ? 'sel' : ''} aria-current={chosen} onClick={() => onChoose(task.id)}>
        <TimeLeft due={task.due_at} done={task.state === 'done'} />
        <span className="el"><b>{task.subject.number}</b> <span className="t2">{task.subject.name}</span><span className="el t3 what">{text(task.title)}</span></span>
      </button>
    </li>
  );
}
