/** A tracer's day: the worklist by time left, the case behind the chosen task, the call. Everything has a key. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { caseQuery } from '@/api/calls/case';
import type { Contact, Task } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import type { Asked } from '@/parts/ContactDecision';
import { isConfirmable, useDecision } from '@/parts/ContactDecision';
import { useUi } from '@/words/ui';
import { CallPane } from './CallPane';
import { KeyBar, KeyHelp } from './Keys';
import { TracerCase } from './TracerCase';
import { useKeys } from './useKeys';
import { useWork } from './useWork';
import { Worklist } from './Worklist';
import './my-work.css';

/** The first page of a tracer. */
export default function MyWork() {
  const { w } = useUi();
  const work = useWork();
  const [chosen, setChosen] = useState<string | null>(null);
  const [contact, setContact] = useState<number | null>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const [help, setHelp] = useState(false);
  const task = work.open.find((one) => one.id === chosen) ?? work.open[0];
  const opened = useQuery({ ...caseQuery(task?.case_id ?? ''), enabled: Boolean(task?.case_id) });
  const decide = useDecision();
  const contacts = opened.data?.contacts ?? [];
  const at = contact ?? firstContact(contacts, task);
  const current = contacts[Math.min(at, contacts.length - 1)];
  const called = contact === null && task?.subject.kind === 'case' ? undefined : current;

  const choose = useCallback((id: string) => {
    setChosen(id);
    setContact(null);
    setAsked(null);
  }, []);
  const step = (by: number) => {
    const place = work.open.findIndex((one) => one.id === task?.id);
    const next = work.open[Math.max(0, Math.min(work.open.length - 1, place + by))];
    if (next) choose(next.id);
  };
  useKeys({
    j: () => step(1), k: () => step(-1), c: () => document.querySelector<HTMLElement>('[data-call]')?.focus(),
    ArrowDown: () => setContact(Math.min(contacts.length - 1, at + 1)), ArrowUp: () => setContact(Math.max(0, at - 1)),
    Enter: () => current && isConfirmable(current) && decide.mutate({ id: current.id, version: current.version, state: 'confirmed' }),
    e: () => current && setAsked('change'), '/': () => document.querySelector<HTMLElement>('[data-find]')?.focus(), '?': () => setHelp((was) => !was), Escape: () => setHelp(false),
  });

  return (
    <div className="work">
      <h1 className="sr">{w.myWork.title}</h1>
      <div className="workmain">
        <Worklist work={work} chosen={task?.id} onChoose={choose} />
        <div className="workcase">
          {!task ? <Empty>{w.myWork.pick}</Empty> : !task.case_id ? <Empty>{w.myWork.noCase}</Empty> : (
            <Await query={opened} rows={10}>{(data) => <TracerCase key={data.id} data={data} task={task} selected={current?.id} asked={asked} onAsk={setAsked} onSelect={setContact} decisionError={decide.error} onSettled={() => decide.reset()} />}</Await>
          )}
        </div>
        {task && <CallPane key={task.id} task={task} contact={called} person={opened.data?.person} />}
      </div>
      <KeyBar onHelp={() => setHelp(true)} />
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

function firstContact(contacts: Contact[], task: Task | undefined): number {
  const about = contacts.findIndex((one) => one.id === task?.subject.id);
  return about >= 0 ? about : Math.max(0, contacts.findIndex((one) => one.state === 'proposed'));
}
