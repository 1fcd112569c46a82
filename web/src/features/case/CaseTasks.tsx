/** The tasks of one case. */
import { finishTask } from '@/api/calls/finish-task';
import type { Task } from '@/api/types';
import { useWrite } from '@/api/write';
import { Empty, Trouble } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Conflict, conflictOf } from '@/parts/Conflict';
import { Section } from '@/parts/Section';
import { TimeLeft } from '@/parts/TimeLeft';
import { useUi } from '@/words/ui';

/** List them with time left and done. */
export function CaseTasks({ tasks }: { tasks: Task[] }) {
  const { w, n } = useUi();
  return (
    <Section title={w.caseWords.tasks} sub={n(tasks.length)}>
      {tasks.length === 0 ? <Empty>{w.caseWords.tasksEmpty}</Empty> : <table className="t"><tbody>{tasks.map((task) => <Row key={task.id} task={task} />)}</tbody></table>}
    </Section>
  );
}

function Row({ task }: { task: Task }) {
  const { w, text } = useUi();
  const finish = useWrite(finishTask, { touches: ['tasks', 'case', 'figures', 'feed'] });
  const done = task.state === 'done';
  return (
    <tr>
      <td className="nw" style={{ width: 110 }}><TimeLeft due={task.due_at} done={done} /></td>
      <td>{text(task.title)}{finish.isError && !conflictOf(finish.error) && <Trouble error={finish.error} />}
        <Conflict error={finish.error} mine={{ state: w.terms.taskState.done! }} terms={{ state: w.terms.taskState }} onKeep={(current) => finish.mutate({ id: task.id, version: current.version })} onTake={() => finish.reset()} /></td>
      <td className="hide-s">{task.clause && <ClauseChip clause={task.clause} words="" />}</td>
      <td className="nw hide-s">{task.owner ? text(task.owner.display) : <span className="t3">{w.tasks.nobody}</span>}</td>
      <td className="n">{!done && <button type="button" className="btn sm" aria-label={`${w.tasks.markDone} ${text(task.title)}`} disabled={finish.isPending} onClick={() => finish.mutate({ id: task.id, version: task.version })}>{w.caseWords.done}</button>}</td>
    </tr>
  );
}
