/** The call: whom, how it ended (keys 1 to 6), a note whose draft survives a reload, and closing the task. */
import { finishTask } from '@/api/calls/finish-task';
import { recordAttempt } from '@/api/calls/record-attempt';
import type { Because } from '@/api/openings';
import type { Attempt, Contact, Person, Task } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Conflict, conflictOf } from '@/parts/Conflict';
import { useDraft } from '@/parts/drafts';
import { Status } from '@/parts/Icon';
import { OpenPerson } from '@/parts/OpenPerson';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { useKeys } from './useKeys';

const outcomes: Attempt[] = ['reached', 'no_answer', 'wrong_number', 'refused', 'interpreter', 'call_back'];
const touches = ['tasks', 'case', 'figures', 'feed'];

/** Draw the right pane for one task: the contact it is about or that was chosen, else the person of the case. */
export function CallPane({ task, contact, person }: { task: Task; contact: Contact | undefined; person: Person | undefined }) {
  const { w, n, text, moment, name } = useUi();
  const words = w.myWork;
  const [note, setNote] = useDraft(`note.${task.id}`);
  const attempt = useWrite(recordAttempt, { touches, onDone: () => setNote('') });
  const finish = useWrite(finishTask, { touches, onDone: () => setNote('') });
  const record = (outcome: Attempt) => attempt.mutate({ id: task.id, outcome, ...(note.trim() === '' ? {} : { note: note.trim() }) });
  const close = (version: number) => finish.mutate({ id: task.id, version, ...(note.trim() === '' ? {} : { note: note.trim() }) });
  useKeys(Object.fromEntries(outcomes.map((outcome, index) => [String(index + 1), () => !attempt.isPending && record(outcome)])));
  const called = contact?.person ?? person;
  const because: Because = called !== undefined && called.id !== task.subject.person_id && contact ? { kind: 'contact', id: contact.id } : { kind: 'task', id: task.id };
  return (
    <aside className="call" aria-label={words.callCase}>
      <Section title={words.call(called?.name ?? task.subject.name ?? task.subject.number)} end={<span className="sub">{task.clause && <ClauseChip clause={task.clause} words="" />} {words.attempt(task.attempts + 1)}</span>}>
        {called ? <p className="pad"><OpenPerson key={called.id} id={called.id} label={called.name ?? task.subject.number} because={because} lead /> <span className="sub">{words.phoneLogged}</span></p> : <p className="phone t3 s">{words.noPhone}</p>}
      </Section>
      <Section title={words.outcome} sub={words.oneKey}>
        <div className="out">{outcomes.map((outcome, index) => (
          <button key={outcome} type="button" className="btn" disabled={attempt.isPending} onClick={() => record(outcome)}>{name('attempt', outcome)}<kbd>{index + 1}</kbd></button>
        ))}</div>
        {attempt.isError && <Trouble error={attempt.error} />}
        {attempt.isSuccess && <p className="pad" role="status"><Status sign="ok">{words.recorded(name('attempt', attempt.variables.outcome))}</Status></p>}
      </Section>
      <Section title={words.note} end={<span className="sub" role="status">{note !== '' && words.saved}</span>}>
        <div className="pad" style={{ paddingTop: 0 }}>
          <textarea className="in" rows={3} aria-label={words.note} value={note} onChange={(event) => setNote(event.target.value)} />
          <p className="sub">{words.noteHint}</p>
          {task.state !== 'done' && <button type="button" className="btn pri" style={{ marginTop: 8 }} disabled={finish.isPending} onClick={() => close(task.version)}>{words.finish}</button>}
          {finish.isError && !conflictOf(finish.error) && <Trouble error={finish.error} />}
          <Conflict error={finish.error} mine={{ state: w.terms.taskState.done!, outcome: note }} terms={{ state: w.terms.taskState }} onKeep={(current) => close(current.version)} onTake={() => finish.reset()} />
        </div>
      </Section>
      <Section title={words.history}>
        <ul className="log">
          <li><span className="t3">{moment(task.created_at)}</span> {text(task.title)} · {task.owner ? text(task.owner.display) : w.tasks.nobody}</li>
          <li>{words.historyAttempts(n(task.attempts))}{task.outcome && ` · ${words.last} ${name('attempt', task.outcome)}`}</li>
        </ul>
      </Section>
    </aside>
  );
}
