/** The task list: filters, bulk assignment with undo, done, CSV. A past moment is only looked at. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { summaryQuery } from '@/api/calls/summary';
import { tasksQuery } from '@/api/calls/tasks';
import { isPast } from '@/api/then';
import { Await, Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { useIncidentId } from '@/parts/desk';
import { FilterBar, type Choice } from '@/parts/FilterBar';
import { useFilters } from '@/parts/filters';
import { Pages } from '@/parts/Pages';
import { useThen } from '@/parts/then';
import { useUi } from '@/words/ui';
import { AssignBar } from './AssignBar';
import { TaskTable } from './TaskTable';

const names = ['kind', 'state', 'mine', 'area'] as const;

/** The list of tasks. */
export default function Tasks() {
  const { w, n, text } = useUi();
  const incident = useIncidentId();
  const [filters, set, clear] = useFilters(names);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const then = useThen();
  const on = { enabled: incident !== '' };
  const asked = { incident, sort: 'due', ...filters, state: filters.state === 'all' ? undefined : (filters.state ?? 'open') };
  const query = useInfiniteQuery({ ...tasksQuery(asked, then), ...on });
  const kinds = useQuery({ ...summaryQuery(incident, then), ...on }).data?.tasks.by_kind ?? [];
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choices: Choice[] = [
    { name: 'kind', label: w.tasks.kind, options: kinds.map((kind) => ({ value: kind.kind, label: text(kind.title) })) },
    { name: 'state', label: w.tasks.state, empty: w.tasks.unfinished, options: [...['overdue', 'done'].map((value) => ({ value, label: w.terms.taskState[value]! })), { value: 'all', label: w.common.all }] },
    { name: 'mine', label: w.tasks.mine, options: [{ value: '1', label: w.tasks.onlyMine }] },
  ];
  return (
    <>
      <div className="pagehead"><h1>{w.tasks.title}</h1><span className="sub" aria-live="polite">{query.data && w.common.total(n(query.data.pages[0]!.total))}</span></div>
      <FilterBar choices={choices} filters={filters} onSet={set} onClear={clear} end={<CsvLink path="/tasks" filter={asked} />} />
      {!isPast(then) && <AssignBar rows={rows.filter((row) => chosen.has(row.id))} onDone={() => setChosen(new Set())} />}
      <Await query={query} rows={14}>{(data) => rows.length === 0 ? <Empty>{w.tasks.empty}</Empty> : (
        <><TaskTable rows={rows} chosen={chosen} onChoose={setChosen} /><Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /></>
      )}</Await>
    </>
  );
}
