/** Who opened whose record: filters by account, person, purpose; persons by their ids alone. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { accessesQuery } from '@/api/calls/accesses';
import type { Access } from '@/api/openings';
import { Await, Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { FilterBar, type Choice } from '@/parts/FilterBar';
import { useFilters } from '@/parts/filters';
import { Status } from '@/parts/Icon';
import { Pages } from '@/parts/Pages';
import { Scroll } from '@/parts/Scroll';
import { useUi } from '@/words/ui';

const names = ['account', 'person', 'purpose', 'glass'] as const;

/** The log. */
export default function AccessLog() {
  const { w, n } = useUi();
  const words = w.openings.log;
  const [filters, set, clear] = useFilters(names);
  const query = useInfiniteQuery(accessesQuery(filters));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choices: Choice[] = [
    { name: 'purpose', label: words.purpose, options: Object.entries(w.openings.purpose).map(([value, label]) => ({ value, label })) },
    { name: 'glass', label: words.glass, options: [{ value: 'true', label: words.glassYes }] },
  ];
  return (
    <>
      <div className="pagehead"><h1>{words.title}</h1><span className="sub" aria-live="polite">{query.data && w.common.total(n(query.data.pages[0]!.total))}</span><span className="sub hide-s">{words.sub}</span></div>
      <FilterBar choices={choices} filters={filters} onSet={set} onClear={clear} end={<CsvLink path="/accesses" filter={filters} />} />
      <Chosen filters={filters} onSet={set} />
      <Await query={query} rows={14}>{(data) => rows.length === 0 ? <Empty>{words.empty}</Empty> : (
        <><Table rows={rows} onSet={set} /><Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /></>
      )}</Await>
    </>
  );
}

type SetFilter = (name: string, value: string) => void;

function Chosen({ filters, onSet }: { filters: Record<string, string>; onSet: SetFilter }) {
  const { w } = useUi();
  const words = w.openings.log;
  const held = (['account', 'person'] as const).filter((name) => filters[name]);
  if (held.length === 0) return null;
  return <p className="pad">{held.map((name) => <button key={name} type="button" className="btn sm" style={{ marginRight: 8 }} onClick={() => onSet(name, '')}>{words[name]} <span className="mono">{filters[name]}</span> ×</button>)}</p>;
}

function Table({ rows, onSet }: { rows: Access[]; onSet: SetFilter }) {
  const { w, text, moment } = useUi();
  const words = w.openings.log;
  const col = words.col;
  return (
    <Scroll label={words.title}>
      <table className="t">
        <thead><tr><th>{col.at}</th><th>{col.who}</th><th className="hide-s">{col.office}</th><th>{col.person}</th><th>{col.purpose}</th><th className="hide-s">{col.level}</th><th className="hide-s">{col.because}</th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.id}>
            <td className="nw">{moment(row.at)}</td>
            <td className="nw"><button type="button" className="btn txt" title={row.account.id} onClick={() => onSet('account', row.account.id)}>{text(row.account.display)}</button></td>
            <td className="hide-s">{[row.office && text(row.office), row.role && w.terms.role[row.role]].filter(Boolean).join(' · ')}</td>
            <td className="nw"><button type="button" className="btn txt mono" onClick={() => onSet('person', row.person)}>{row.person.slice(0, 10)}…<span className="sr">{row.person}</span></button></td>
            <td>{row.glass ? <Status sign="soon">{text(row.purpose_text)}</Status> : text(row.purpose_text)}</td>
            <td className="hide-s">{words.levels[row.level]}</td>
            <td className="hide-s nw">{row.because ? words.kinds[row.because.kind] : <span className="t3">{w.common.none}</span>}</td>
          </tr>
        ))}</tbody>
      </table>
    </Scroll>
  );
}
