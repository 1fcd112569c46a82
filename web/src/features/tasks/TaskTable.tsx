/** Rows of tasks by time left, with selection and done; those of a past moment have neither. */
import { finishTask } from '@/api/calls/finish-task';
import { isPast } from '@/api/then';
import type { Task } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Conflict, conflictOf } from '@/parts/Conflict';
import { TimeLeft } from '@/parts/TimeLeft';
import { ThenLink, useThen } from '@/parts/then';
import { useUi } from '@/words/ui';

type Props = { rows: Task[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void };

/** Draw the rows. */
export function TaskTable({ rows, chosen, onChoose }: Props) {
  const { w } = useUi();
  const col = w.tasks.col;
  const past = isPast(useThen());
  const open = rows.filter((row) => row.state !== 'done');
  const all = open.length > 0 && open.every((row) => chosen.has(row.id));
  const flip = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="t">
        <thead><tr>
          {!past && <th style={{ width: 28 }}><input type="checkbox" aria-label={w.tasks.chooseAll} checked={all} onChange={() => onChoose(new Set(all ? [] : open.map((row) => row.id)))} /></th>}
          <th>{col.left}</th><th>{col.title}</th><th>{col.subject}</th><th className="hide-s">{col.area}</th><th className="hide-s">{col.due}</th><th className="hide-s">{col.owner}</th><th className="n hide-s">{col.attempts}</th><th className="hide-s">{col.clause}</th>{!past && <th><span className="sr">{w.common.actions}</span></th>}
        </tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} chosen={chosen.has(row.id)} onFlip={() => flip(row.id)} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ row, chosen, onFlip }: { row: Task; chosen: boolean; onFlip: () => void }) {
  const { w, n, text, moment } = useUi();
  const finish = useWrite(finishTask, { touches: ['tasks', 'case', 'figures', 'feed'] });
  const done = row.state === 'done';
  const past = isPast(useThen());
  const name = `${text(row.title)} ${row.subject.number}`;
  return (
    <tr className={chosen ? 'sel' : ''}>
      {!past && <td><input type="checkbox" aria-label={w.tasks.choose(name)} disabled={done} checked={chosen} onChange={onFlip} /></td>}
      <td className="nw"><TimeLeft due={row.due_at} done={done} /></td>
      <td>{text(row.title)}{finish.isError && !conflictOf(finish.error) && <Trouble error={finish.error} />}
        <Conflict error={finish.error} mine={{ state: w.terms.taskState.done! }} terms={{ state: w.terms.taskState }} onKeep={(current) => finish.mutate({ id: row.id, version: current.version })} onTake={() => finish.reset()} /></td>
      <td className="nw">{row.case_id ? <ThenLink to={`/cases/${row.case_id}`}>{row.subject.number}</ThenLink> : row.subject.number} <span className="hide-s">{row.subject.name}</span></td>
      <td className="hide-s">{row.area ? text(row.area.name) : <span className="t3">{w.common.unknown}</span>}</td>
      <td className="nw hide-s">{row.due_at ? moment(row.due_at) : <span className="t3">{w.common.noLimit}</span>}</td>
      <td className="nw hide-s">{row.owner ? text(row.owner.display) : <span className="t3">{w.tasks.nobody}</span>}</td>
      <td className={`n hide-s ${row.attempts === 0 ? 't3' : ''}`}>{n(row.attempts)}</td>
      <td className="hide-s">{row.clause && <ClauseChip clause={row.clause} words="" />}</td>
      {!past && <td className="n">{!done && <button type="button" className="btn sm" aria-label={`${w.tasks.markDone} ${name}`} disabled={finish.isPending} onClick={() => finish.mutate({ id: row.id, version: row.version })}>{w.tasks.done}</button>}</td>}
    </tr>
  );
}
