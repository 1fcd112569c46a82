/** The contact list: filters in the address, keyset pages, CSV. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { contactsQuery } from '@/api/calls/contacts';
import type { Contact } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { ContactState } from '@/parts/ContactState';
import { ContactTier } from '@/parts/ContactTier';
import { tiersIn } from '@/parts/contactTier';
import { CsvLink } from '@/parts/CsvLink';
import { useIncidentId } from '@/parts/desk';
import { FilterBar, type Choice } from '@/parts/FilterBar';
import { useFilters } from '@/parts/filters';
import { Status } from '@/parts/Icon';
import { Pages } from '@/parts/Pages';
import { ThenLink, useThen } from '@/parts/then';
import { useUi } from '@/words/ui';

const names = ['state', 'tier', 'case', 'area'] as const;

/** The list of contacts. */
export default function Contacts() {
  const { w, n, text } = useUi();
  const incident = useIncidentId();
  const [filters, set, clear] = useFilters(names);
  const query = useInfiniteQuery({ ...contactsQuery({ incident, ...filters }, useThen()), enabled: incident !== '' });
  const seen = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choices: Choice[] = [
    { name: 'state', label: w.contacts.state, options: (['proposed', 'confirmed', 'refuted'] as const).map((value) => ({ value, label: w.terms.contactState[value]! })) },
    { name: 'tier', label: w.contacts.tier, options: tiersIn(seen).map(([value, label]) => ({ value, label: text(label) })) },
  ];
  return (
    <>
      <div className="pagehead"><h1>{w.contacts.title}</h1><span className="sub" aria-live="polite">{query.data && w.common.total(n(query.data.pages[0]!.total))}</span><span className="sub hide-s">{w.contacts.proposal}</span></div>
      <FilterBar choices={choices} filters={filters} onSet={set} onClear={clear} end={<CsvLink path="/contacts" filter={{ incident, ...filters }} />} />
      <Await query={query} rows={14}>{(data) => seen.length === 0 ? <Empty>{w.contacts.empty}</Empty> : (
        <><ContactTable rows={seen} /><Pages shown={seen.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /></>
      )}</Await>
    </>
  );
}

function ContactTable({ rows }: { rows: Contact[] }) {
  const { w } = useUi();
  const col = w.contacts.col;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="t">
        <thead><tr><th>{col.person}</th><th>{col.case}</th><th className="hide-s">{col.relation}</th><th className="hide-s">{col.last}</th><th className="hide-s">{col.tier}</th><th>{col.state}</th><th className="hide-s">{col.until}</th><th className="hide-s">{col.next}</th><th className="hide-s">{col.decided}</th></tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: Contact }) {
  const { w, day, text, name } = useUi();
  const next = row.plan?.tests.find((test) => test.state !== 'later') ?? row.plan?.tests[0];
  return (
    <tr>
      <td>{row.person.name ? <b>{row.person.name}</b> : <span className="t3">{w.contacts.noName}</span>} <span className="t3 nw">{row.person.age !== null && w.common.age(row.person.age)}</span></td>
      <td className="nw">{row.case ? <ThenLink to={`/cases/${row.case.id}`}>{row.case.number}</ThenLink> : <span className="t3">{w.common.none}</span>}</td>
      <td className="hide-s">{[row.relation, row.setting && name('setting', row.setting)].filter(Boolean).join(' · ') || <span className="t3">{w.common.unknown}</span>}</td>
      <td className="nw hide-s"><span className={row.last_exposure ? '' : 't3'}>{day(row.last_exposure)}</span></td>
      <td className="hide-s"><ContactTier contact={row} /></td>
      <td className="nw"><ContactState contact={row} /></td>
      <td className="nw hide-s">{row.plan?.end ? day(row.plan.end) : <span className="t3">{w.contacts.noPlan}</span>}</td>
      <td className="nw hide-s">{next ? <Status sign={next.state === 'overdue' ? 'over' : next.state === 'due' ? 'soon' : 'run'}>{day(next.on)}</Status> : <span className="t3">{w.common.none}</span>}</td>
      <td className="nw hide-s">{row.decided_by ? text(row.decided_by) : <span className="t3">{w.contacts.proposedBy}</span>}</td>
    </tr>
  );
}
