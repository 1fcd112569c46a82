/** The tracer's tasks: mine, or those of my area when nothing is assigned to me; what was done today. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { tasksQuery } from '@/api/calls/tasks';
import { now } from '@/api/then';
import type { Task } from '@/api/types';
import { useIncidentId } from '@/parts/desk';
import { serverNow } from '@/time/clock';
import { dayOf } from '@/time/format';
import { useUi } from '@/words/ui';

export type Work = { open: Task[]; total: number; done: Task[]; mine: boolean; reading: ReturnType<typeof useOpen> };

function useOpen(mine: boolean, state: string, enabled: boolean) {
  const incident = useIncidentId();
  const filter = mine ? { incident, state, sort: 'due', mine: '1' } : { incident, state, sort: 'due' };
  return useInfiniteQuery({ ...tasksQuery(filter, now, 100), enabled: enabled && incident !== '' });
}

/** Read the worklist. */
export function useWork(): Work {
  const { zone } = useUi();
  const own = useOpen(true, 'open', true);
  const nothingMine = own.data?.pages[0]?.total === 0;
  const everyones = useOpen(false, 'open', nothingMine);
  const finished = useOpen(true, 'done', true);
  const reading = nothingMine ? everyones : own;
  const today = dayOf(serverNow(), zone);
  const open = (reading.data?.pages.flatMap((page) => page.items) ?? []).filter((task) => task.state !== 'done');
  const done = (finished.data?.pages.flatMap((page) => page.items) ?? []).filter((task) => task.done_at !== null && dayOf(task.done_at, zone) === today);
  return { open: open.sort((a, b) => (a.due_at ?? '9').localeCompare(b.due_at ?? '9')), total: reading.data?.pages[0]?.total ?? 0, done, mine: !nothingMine, reading };
}
