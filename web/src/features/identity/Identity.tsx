/** The identity queue: pairs that may be one person, side by side, decided by keyboard or by hand. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { matchesQuery } from '@/api/calls/matches';
import type { Match } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { FilterBar, type Choice } from '@/parts/FilterBar';
import { useFilters } from '@/parts/filters';
import { Pages } from '@/parts/Pages';
import { useUi } from '@/words/ui';
import { PairPane } from './PairPane';
import { Queue } from './Queue';
import { useKeys } from './useKeys';
import './identity.css';

const names = ['state', 'verdict'] as const;

/** The queue and the chosen pair. */
export default function Identity() {
  const { w, n } = useUi();
  const words = w.identity;
  const [filters, set, clear] = useFilters(names);
  const asked = { ...filters, state: filters.state === 'all' ? undefined : (filters.state ?? 'open') };
  const query = useInfiniteQuery(matchesQuery(asked));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [chosen, choose] = useState<Match | null>(null);
  useStep(rows, chosen, choose);
  const choices: Choice[] = [
    { name: 'state', label: words.state, empty: words.states.open, options: [...['same', 'different', 'undone'].map((value) => ({ value, label: words.states[value]! })), { value: 'all', label: w.common.all }] },
    { name: 'verdict', label: words.verdict, options: ['same', 'look'].map((value) => ({ value, label: words.verdicts[value]! })) },
  ];
  return (
    <>
      <div className="pagehead"><h1>{words.title}</h1><span className="sub" aria-live="polite">{query.data && w.common.total(n(query.data.pages[0]!.total))}</span><span className="sub hide-s">{words.lead}</span></div>
      <FilterBar choices={choices} filters={filters} onSet={set} onClear={clear} end={<CsvLink path="/matches" filter={asked} />} />
      <div className="pairs">
        <Await query={query} rows={10}>{(data) => rows.length === 0 ? <Empty>{words.empty}</Empty> : (
          <div><Queue rows={rows} chosen={chosen?.id ?? null} onChoose={choose} /><Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /></div>
        )}</Await>
        {chosen ? <PairPane key={chosen.id} match={rows.find((row) => row.id === chosen.id) ?? chosen} onDecided={choose} /> : rows.length > 0 && <p className="pad t3">{words.choose}</p>}
      </div>
    </>
  );
}

/** J and K step through the queue. */
function useStep(rows: Match[], chosen: Match | null, choose: (match: Match) => void) {
  const at = rows.findIndex((row) => row.id === chosen?.id);
  const go = (index: number) => rows[index] && choose(rows[index]);
  useKeys({ j: () => go(at + 1), k: () => go(Math.max(0, at - 1)) });
}
