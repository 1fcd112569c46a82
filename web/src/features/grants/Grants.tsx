/** Views across areas: which record another area may see, what for, until when; a commander of its own area ends one. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { grantsQuery } from '@/api/calls/grants';
import type { Grant } from '@/api/grants';
import type { AreaRef } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { FilterBar, type Choice } from '@/parts/FilterBar';
import { useFilters } from '@/parts/filters';
import { Status } from '@/parts/Icon';
import { Pages } from '@/parts/Pages';
import { Scroll } from '@/parts/Scroll';
import { useUi } from '@/words/ui';
import { EndForm } from './EndForm';
import './grants.css';

const names = ['state', 'area'] as const;
type SetFilter = (name: string, value: string) => void;

/** The list. */
export default function Grants() {
  const { w, n } = useUi();
  const words = w.grants;
  const [filters, set, clear] = useFilters(names);
  const [ending, setEnding] = useState<Grant | null>(null);
  const query = useInfiniteQuery(grantsQuery(filters));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choices: Choice[] = [{ name: 'state', label: words.state, options: Object.entries(words.states).map(([value, label]) => ({ value, label })) }];
  return (
    <>
      <div className="pagehead"><h1>{words.title}</h1><span className="sub" aria-live="polite">{query.data && w.common.total(n(query.data.pages[0]!.total))}</span><span className="sub hide-s">{words.sub}</span></div>
      <FilterBar choices={choices} filters={filters} onSet={set} onClear={clear} end={<CsvLink path="/grants" filter={filters} />} />
      <Await query={query} rows={10}>{(data) => rows.length === 0 ? <Empty>{words.empty}</Empty> : (
        <><Table rows={rows} onSet={set} onEnd={setEnding} /><Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /></>
      )}</Await>
      {ending && <EndForm row={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function Table({ rows, onSet, onEnd }: { rows: Grant[]; onSet: SetFilter; onEnd: (row: Grant) => void }) {
  const { w, text } = useUi();
  const words = w.grants;
  const col = words.col;
  return (
    <Scroll label={words.title}>
      <table className="t grants">
        <thead><tr><th>{col.record}</th><th>{col.way}</th><th className="hide-s">{col.why}</th><th className="hide-s">{col.issued}</th><th>{col.state}</th><th><span className="sr">{col.act}</span></th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.id}>
            <td>{words.kinds[row.record.kind] ?? row.record.kind} <Record row={row} /></td>
            <td><Place area={row.area} onSet={onSet} /> {words.to} {row.to_account ? text(row.to_account.display) : <Place area={row.to} onSet={onSet} />}</td>
            <td className="hide-s">{text(row.purpose_text)}<span className="e t3">{text(row.why)}</span></td>
            <td className="hide-s"><Issued row={row} /></td>
            <td><State row={row} /></td>
            <td className="act">{row.may_end && <button type="button" className="btn sm" aria-label={words.endFor(row.record.id)} onClick={() => onEnd(row)}>{words.end}</button>}</td>
          </tr>
        ))}</tbody>
      </table>
    </Scroll>
  );
}

function Record({ row }: { row: Grant }) {
  const { kind, id } = row.record;
  if (!row.may_open) return <span className="mono t3" title={id}>{id}</span>;
  return <Link className="mono" to={kind === 'contact' ? `/contacts/${id}` : `/cases/${id}`}>{id}</Link>;
}

function Place({ area, onSet }: { area: AreaRef | null; onSet: SetFilter }) {
  const { w, text } = useUi();
  if (!area) return <>{w.common.none}</>;
  return <button type="button" className="btn txt" onClick={() => onSet('area', area.id)}>{text(area.name)}</button>;
}

function Issued({ row }: { row: Grant }) {
  const { w, text, moment } = useUi();
  const words = w.grants;
  const who = row.by_rules ? words.byRules : row.issued_by ? text(row.issued_by.display) : words.someone;
  return <>{who} · {words.since(moment(row.since))}<span className="e t3">{words.event} <span className="mono">{row.act}</span></span></>;
}

function State({ row }: { row: Grant }) {
  const { w, text, moment } = useUi();
  const words = w.grants;
  if (row.in_force) return <Status sign="ok">{words.until(moment(row.until))}</Status>;
  const who = row.ended_by_rules ? words.byRules : row.ended_by && text(row.ended_by.display);
  return (
    <>
      <Status sign="unk">{words.over(moment(row.until))}</Status>
      <span className="e t3">{who ? words.endedBy(who) : words.ranOut}{row.reason_text && ` · ${text(row.reason_text)}`}</span>
    </>
  );
}
