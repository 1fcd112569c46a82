/** The case list: filters in the address, keyset pages, CSV. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { casesQuery } from '@/api/calls/cases';
import { isPast } from '@/api/then';
import { Await, Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { useIncidentId } from '@/parts/desk';
import { FilterBar, type Choice } from '@/parts/FilterBar';
import { useFilters } from '@/parts/filters';
import { Pages } from '@/parts/Pages';
import { useThen } from '@/parts/then';
import { useUi } from '@/words/ui';
import { CaseTable } from './CaseTable';

const names = ['q', 'case_class', 'found_by', 'onset', 'sort', 'area'] as const;

/** The list of cases. */
export default function Cases() {
  const { w, n } = useUi();
  const incident = useIncidentId();
  const [filters, set, clear] = useFilters(names);
  const then = useThen();
  const query = useInfiniteQuery({ ...casesQuery({ incident, ...filters }, then), enabled: incident !== '' });
  const choices = useChoices();
  return (
    <>
      <div className="pagehead"><h1>{w.cases.title}</h1><span className="sub" aria-live="polite">{query.data && w.common.total(n(query.data.pages[0]!.total))}</span></div>
      <FilterBar choices={choices} search={{ name: 'q', label: w.cases.search }} filters={filters} onSet={set} onClear={clear} end={<CsvLink path="/cases" filter={{ incident, ...filters }} />} />
      <Await query={query} rows={14}>{(data) => {
        const rows = data.pages.flatMap((page) => page.items);
        if (rows.length === 0) return Object.keys(filters).length > 0 ? <Empty>{w.cases.empty}</Empty> : isPast(then) ? <Empty>{w.known.none}</Empty> : <Empty>{w.cases.emptyAll} <Link to="/imports">{w.cases.toImport}</Link></Empty>;
        return <><CaseTable rows={rows} /><Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /></>;
      }}</Await>
    </>
  );
}

function useChoices(): Choice[] {
  const { w } = useUi();
  return useMemo(() => {
    const of = (group: Record<string, string>, keys: string[]) => keys.map((value) => ({ value, label: group[value]! }));
    return [
      { name: 'case_class', label: w.cases.caseClass, options: of(w.terms.caseClass, ['confirmed', 'asymptomatic', 'probable', 'suspected', 'discarded', 'unknown']) },
      { name: 'found_by', label: w.cases.foundBy, options: of(w.terms.foundBy, ['control', 'screening', 'community', 'unknown']) },
      { name: 'onset', label: w.cases.onset, options: [{ value: 'known', label: w.cases.onsetKnown }, { value: 'unknown', label: w.cases.onsetUnknown }] },
      { name: 'sort', label: w.cases.sort, empty: w.cases.byReported, options: [{ value: 'onset', label: w.cases.byOnset }] },
    ];
  }, [w]);
}
