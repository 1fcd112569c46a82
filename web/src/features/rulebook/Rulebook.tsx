/** The rulebook's first page: search, the editions by disease, the rules. */
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { editionsQuery } from '@/api/calls/editions';
import { rulesQuery } from '@/api/calls/rules';
import type { RuleRow } from '@/api/rulebook';
import type { EditionRow } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { CertaintyCounts } from '@/parts/Certainty';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { SearchBox } from './SearchBox';
import './rulebook.css';

/** Search above, then what there is. */
export default function Rulebook() {
  const { w, n } = useUi();
  const [search, setSearch] = useSearchParams();
  const editions = useQuery({ ...editionsQuery(), staleTime: 5 * 60_000 });
  const rules = useQuery(rulesQuery());
  const words = w.rulebook;
  return (
    <div className="rulebook">
      <div className="pagehead"><h1>{words.title}</h1><span className="sub">{words.lead}</span></div>
      <SearchBox value={search.get('q') ?? ''} onSet={(q) => setSearch(q === '' ? {} : { q }, { replace: true })} />
      <div className="shelf">
        <Section title={words.editions} sub={editions.data && n(editions.data.items.length)} end={<ToCompare rows={editions.data?.items ?? []} />}>
          <Await query={editions} rows={10}>{(data) => (data.items.length === 0 ? <Empty>{words.noEditions}</Empty> : <EditionTable rows={data.items} />)}</Await>
        </Section>
        <Section title={words.rules} sub={rules.data && n(rules.data.items.length)}>
          <Await query={rules} rows={10}>{(data) => <RuleTable rows={data.items} />}</Await>
        </Section>
      </div>
    </div>
  );
}

function ToCompare({ rows }: { rows: EditionRow[] }) {
  const { w } = useUi();
  const pair = rows.filter((one, _, all) => one.kind === 'prevention' && all.some((other) => other !== one && other.disease_id === one.disease_id && other.kind === one.kind)).slice(-2);
  const [old, later] = pair.length === 2 ? pair : [rows[0], rows[0]];
  return old && later ? <Link to={`/rulebook/compare/${encodeURIComponent(old.id)}/${encodeURIComponent(later.id)}`}>{w.rulebook.compare}</Link> : null;
}

function EditionTable({ rows }: { rows: EditionRow[] }) {
  const { w, text } = useUi();
  const words = w.rulebook;
  const diseases = [...new Map(rows.map((one) => [one.disease_id, one.disease])).entries()];
  return (
    <table className="t editions">
      <thead><tr><th>{words.edition}</th><th className="hide-s">{words.line}</th><th className="hide-s">{words.valid}</th><th className="hide-s">{words.sure}</th><th>{words.review}</th></tr></thead>
      {diseases.map(([id, disease]) => (
        <tbody key={id}>
          <tr className="grouphead"><th colSpan={5} scope="rowgroup">{text(disease)}</th></tr>
          {rows.filter((one) => one.disease_id === id).map((one) => <EditionLine key={one.id} one={one} />)}
        </tbody>
      ))}
    </table>
  );
}

function EditionLine({ one }: { one: EditionRow }) {
  const { w, n, text, name, day } = useUi();
  const words = w.rulebook;
  return (
    <tr>
      <td className="wrap"><Link to={`/editions/${encodeURIComponent(one.id)}`}><b className="mono">{one.label}</b> {text(one.title)}</Link></td>
      <td className="nw hide-s">{name('line', one.kind)}</td>
      <td className="nw hide-s">{day(one.date)} → {one.until ? day(one.until) : words.stillHolds}</td>
      <td className="hide-s"><CertaintyCounts counts={one.certainty_counts} /></td>
      <td className="nw">{one.overdue > 0 ? <Status sign="soon">{words.overdue(n(one.overdue))}</Status> : <span className="t3">{day(one.review_by)}</span>}</td>
    </tr>
  );
}

function RuleTable({ rows }: { rows: RuleRow[] }) {
  const { w, n, text } = useUi();
  return (
    <table className="t rules">
      <thead><tr><th>{w.rulebook.rule}</th><th className="n">{w.rulebook.exampleCount}</th></tr></thead>
      <tbody>{rows.map((one) => (
        <tr key={one.name}><td className="wrap"><Link to={`/rulebook/rules/${encodeURIComponent(one.name)}`}><b>{text(one.title)}</b></Link><div className="sub">{text(one.about)}</div></td><td className={`n ${one.example_count === 0 ? 't3' : ''}`}>{n(one.example_count)}</td></tr>
      ))}</tbody>
    </table>
  );
}
