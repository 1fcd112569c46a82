/** Accounts for administrators: the list with its filters, and opening one. It shows who works here, nothing about anybody who fell ill. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { accountsQuery } from '@/api/calls/accounts';
import { Await, Empty } from '@/parts/Await';
import { Changes } from '@/parts/Changes';
import { CsvLink } from '@/parts/CsvLink';
import { FilterBar, type Choice } from '@/parts/FilterBar';
import { useFilters } from '@/parts/filters';
import { Pages } from '@/parts/Pages';
import { useUi } from '@/words/ui';
import { AccountTable } from './AccountTable';
import { OpenForm } from './OpenForm';

const names = ['q', 'role', 'state', 'system', 'ends_within_days'] as const;
const roles = ['commander', 'tracer', 'operator', 'steward', 'ombudsman', 'administrator'];

/** The list of accounts. */
export default function Accounts() {
  const { w, n, name } = useUi();
  const navigate = useNavigate();
  const words = w.accounts;
  const [filters, set, clear] = useFilters(names);
  const [opening, setOpening] = useState(false);
  const query = useInfiniteQuery(accountsQuery(filters));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choices: Choice[] = [
    { name: 'role', label: words.role, options: roles.map((value) => ({ value, label: name('role', value) })) },
    { name: 'state', label: words.state, options: Object.entries(words.states).map(([value, label]) => ({ value, label })) },
    { name: 'system', label: words.kind, options: [{ value: 'false', label: words.people }, { value: 'true', label: words.systems }] },
    { name: 'ends_within_days', label: words.ending, options: ['3', '14', '30'].map((value) => ({ value, label: words.endsWithin(value) })) },
  ];
  return (
    <>
      <div className="pagehead"><h1>{words.title}</h1><span className="sub" aria-live="polite">{query.data && w.common.total(n(query.data.pages[0]!.total))}</span><span className="sub">{words.lead}</span></div>
      <FilterBar choices={choices} search={{ name: 'q', label: words.search }} filters={filters} onSet={set} onClear={clear} end={<><CsvLink path="/accounts" filter={filters} /> <button type="button" className="btn pri" onClick={() => setOpening(true)}>{words.open}</button></>} />
      <Await query={query} rows={14}>{(data) => rows.length === 0 ? <Empty>{words.empty}</Empty> : (
        <><AccountTable rows={rows} /><Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /></>
      )}</Await>
      <Changes />
      {opening && <OpenForm onClose={() => setOpening(false)} onOpened={(account) => void navigate(`/accounts/${account.id}`)} />}
    </>
  );
}
