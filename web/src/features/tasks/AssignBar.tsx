/** What can be done with the chosen tasks; the last change of owner can be taken back. */
import { useState } from 'react';
import { assignTasks } from '@/api/calls/assign-tasks';
import type { Task } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { useDesk } from '@/parts/desk';
import { useUi } from '@/words/ui';

type Undo = { owner: string | null; ids: string[] }[];

/** Assign the chosen tasks to me or to nobody. */
export function AssignBar({ rows, onDone }: { rows: Task[]; onDone: () => void }) {
  const { w } = useUi();
  const me = useDesk().session.account.id;
  const [undo, setUndo] = useState<Undo>([]);
  const assign = useWrite(assignTasks, { touches: ['tasks', 'case'] });
  const give = (owner: string | null) => {
    const before = byOwner(rows);
    const back = [...before].map(([was, tasks]) => ({ owner: was, ids: tasks.map((task) => task.id) }));
    assign.mutate({ ids: rows.map((row) => row.id), owner }, { onSuccess: () => { setUndo(back); onDone(); } });
  };
  const takeBack = async () => {
    for (const step of undo) await assign.mutateAsync(step);
    setUndo([]);
  };
  if (rows.length === 0 && undo.length === 0 && !assign.isError) return null;
  return (
    <div className="note unk" role="status">
      {rows.length > 0 ? <>
        <b>{w.tasks.selected(rows.length)}</b>
        <button type="button" className="btn sm pri" disabled={assign.isPending} onClick={() => give(me)}>{w.tasks.takeMine}</button>
        <button type="button" className="btn sm" disabled={assign.isPending} onClick={() => give(null)}>{w.tasks.release}</button>
      </> : <>{w.tasks.assigned(undo.reduce((sum, step) => sum + step.ids.length, 0))} <button type="button" className="btn sm" onClick={() => void takeBack()}>{w.tasks.undo}</button></>}
      {assign.isError && <Trouble error={assign.error} />}
    </div>
  );
}

function byOwner(rows: Task[]): Map<string | null, Task[]> {
  const groups = new Map<string | null, Task[]>();
  for (const row of rows) {
    const owner = row.owner?.id ?? null;
    groups.set(owner, [...(groups.get(owner) ?? []), row]);
  }
  return groups;
}
