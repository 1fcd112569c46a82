/** The readings that overview and wall share, for the open incident. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { curveQuery } from '@/api/calls/curve';
import { summaryQuery } from '@/api/calls/summary';
import { tasksQuery } from '@/api/calls/tasks';
import type { CurveBy, Task } from '@/api/types';
import { useIncidentId } from '@/parts/desk';
import { useThen } from '@/parts/then';

/** Read the summary of the open incident. */
export function useSummary() {
  const incident = useIncidentId();
  return useQuery({ ...summaryQuery(incident, useThen()), enabled: incident !== '' });
}

/** Read the epidemic curve by one date. */
export function useCurve(by: CurveBy) {
  const incident = useIncidentId();
  return useQuery({ ...curveQuery(incident, by, useThen()), enabled: incident !== '' });
}

/** Read the unfinished tasks with the least time left. */
export function useDoNow(limit: number) {
  const incident = useIncidentId();
  const query = useInfiniteQuery({ ...tasksQuery({ incident, state: 'open', sort: 'due' }, useThen(), limit), enabled: incident !== '' });
  const page = query.data?.pages[0];
  return { ...query, data: page && { items: byTimeLeft(page.items), total: page.total } };
}

/** Order tasks by limit, those without a limit last. */
export function byTimeLeft(tasks: Task[]): Task[] {
  return tasks.filter((task) => task.state !== 'done').sort((a, b) => (a.due_at ?? '9').localeCompare(b.due_at ?? '9'));
}
