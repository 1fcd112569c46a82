/** Two editions side by side by topic: from what to what, which way for the people concerned, how sure both sides are. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { comparedQuery } from '@/api/calls/compare-editions';
import { editionsQuery } from '@/api/calls/editions';
import type { Change, Compared, Document, Said } from '@/api/rulebook';
import { Await, Empty } from '@/parts/Await';
import { Certainty } from '@/parts/Certainty';
import { ClauseChip } from '@/parts/ClauseChip';
import { CsvLink } from '@/parts/CsvLink';
import { useFilters } from '@/parts/filters';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { EditionSelect } from './EditionSelect';
import { shownTopics, ways } from './topics';
import { WayMark } from './WayMark';
import './rulebook.css';

const names = ['way', 'alone'] as const;

/** The pair of the address. */
export default function Compare() {
  const { a = '', b = '' } = useParams();
  const { w } = useUi();
  const words = w.rulebook;
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const alone = filters.alone === '1';
  const shelf = useQuery({ ...editionsQuery(), staleTime: Infinity }).data?.items ?? [];
  const [left, right] = [a, b].map((id) => shelf.find((one) => one.id === id));
  const unlike = left !== undefined && right !== undefined && left.disease_id !== right.disease_id;
  const query = useQuery({ ...comparedQuery(a, b, alone), enabled: a !== b && !unlike });
  const to = (old: string, later: string) => void go({ pathname: `/rulebook/compare/${encodeURIComponent(old)}/${encodeURIComponent(later)}`, search: window.location.search }, { replace: true });
  return (
    <div className="rulebook">
      <div className="pagehead"><Link to="/rulebook">{words.title}</Link><h1>{words.compareTitle}</h1>{query.data && <span className="sub" aria-live="polite">{words.changes(String(query.data.total))}</span>}</div>
      <form className="filterbar" aria-label={words.compareTitle} onSubmit={(event) => event.preventDefault()}>
        <label className="fld pick"><span>{words.old}</span><EditionSelect value={a} onChange={(id) => to(id, b)} /></label>
        <button type="button" className="btn" title={words.swap} aria-label={words.swap} onClick={() => to(b, a)}>⇄</button>
        <label className="fld pick"><span>{words.later}</span><EditionSelect value={b} onChange={(id) => to(a, id)} only={(one) => left === undefined || one.disease_id === left.disease_id || one.id === b} /></label>
        <label className="fld"><span>{words.show}</span><select className="in" value={filters.way ?? ''} onChange={(event) => set('way', event.target.value)}><option value="">{words.allWays}</option>{ways.map((way) => <option key={way} value={way}>{w.terms.way[way]}{query.data ? ` ${query.data.ways[way]}` : ''}</option>)}</select></label>
        <label className="tick"><input type="checkbox" checked={alone} onChange={(event) => set('alone', event.target.checked ? '1' : '')} /> {words.alone}</label>
        <span className="end"><CsvLink path={`/rulebook/compare/${encodeURIComponent(a)}/${encodeURIComponent(b)}`} filter={{ alone: alone ? 'true' : undefined }} /></span>
      </form>
      {a === b ? <Empty>{words.sameChosen}</Empty> : unlike ? <Empty>{words.otherDisease}</Empty> : <Await query={query} rows={14}>{(data) => <Pair data={data} way={filters.way ?? ''} />}</Await>}
    </div>
  );
}

function Pair({ data, way }: { data: Compared; way: string }) {
  const { w, n, text } = useUi();
  const topics = shownTopics(data, way);
  return (
    <>
      <div className="pairhead"><Side one={data.old} /><Side one={data.new} /></div>
      <ul className="legend pad">{ways.map((one) => <li key={one}><WayMark way={one} /> <b>{n(data.ways[one])}</b></li>)}</ul>
      {topics.length === 0 && <Empty>{w.rulebook.nothingChanged}</Empty>}
      {topics.map((topic) => <Section key={topic.topic} title={text(topic.title)} sub={n(topic.changes.length)}><ul className="changes">{topic.changes.map((change, index) => <Row key={index} change={change} />)}</ul></Section>)}
    </>
  );
}

function Side({ one }: { one: Document }) {
  const { w, day, text } = useUi();
  return (
    <div>
      <h2><Link to={`/editions/${encodeURIComponent(one.id)}`}>{one.label} {text(one.title)}</Link></h2>
      <p className="sub">{day(one.date)} → {one.until ? day(one.until) : w.rulebook.stillHolds}{one.beside.length > 0 && <> · {w.rulebook.besideOf} {one.beside.map((each) => each.label).join(w.rulebook.comma)}</>}</p>
    </div>
  );
}

function Row({ change }: { change: Change }) {
  const { w, text } = useUi();
  return (
    <li>
      <div><b>{text(change.label)}</b><br /><WayMark way={change.way} /></div>
      <Told said={change.old} none={w.rulebook.onlyNew} />
      <span className="arrow" aria-hidden="true">→</span>
      <Told said={change.new} none={w.rulebook.onlyOld} strong />
    </li>
  );
}

function Told({ said, none, strong = false }: { said: Said | null; none: string; strong?: boolean }) {
  const { text } = useUi();
  if (said === null) return <p className="t3">{none}</p>;
  return (
    <div>
      <p className={strong ? 'b' : 't2'}>{text(said.text)}</p>
      <p className="sub">{said.clauses.map((clause) => <ClauseChip key={clause.label} clause={clause} words="" />)} <Certainty value={said.certainty} short /></p>
    </div>
  );
}
