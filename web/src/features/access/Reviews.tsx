/** What waits for a reviewer: emergencies, stopped accounts, residents' requests; what was settled; the limits in force. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { reviewQuery } from '@/api/calls/review';
import { answerRequest, releaseStop, reviewGlass } from '@/api/calls/settle';
import type { Asked, GlassRow, Review, StopRow } from '@/api/openings';
import { Await, Empty } from '@/parts/Await';
import { Changes } from '@/parts/Changes';
import { useDesk } from '@/parts/desk';
import { Status } from '@/parts/Icon';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Said } from './Said';
import './access.css';

/** The page of a reviewer. */
export default function Reviews() {
  const { w, n } = useUi();
  const words = w.openings.review;
  const query = useQuery(reviewQuery());
  const waiting = query.data ? query.data.glasses.filter((row) => !row.verdict).length + query.data.stops.filter((row) => !row.released_at).length + query.data.requests.filter((row) => !row.answered_at).length : 0;
  return (
    <>
      <div className="pagehead"><h1>{words.title}</h1><span className="sub" aria-live="polite">{query.data && words.waiting(n(waiting))}</span><span className="sub hide-s">{words.sub}</span></div>
      <Await query={query} rows={10}>{(data) => <Parts data={data} />}</Await>
    </>
  );
}

function Parts({ data }: { data: Review }) {
  const { w } = useUi();
  const words = w.openings.review;
  const ombudsman = useDesk().session.account.role === 'ombudsman';
  return (
    <div className="reviews">
      <Section title={words.glasses}>{data.glasses.length === 0 ? <Empty>{words.none}</Empty> : <ul className="rs">{data.glasses.map((row) => <Glass key={row.id} row={row} />)}</ul>}</Section>
      <Section title={words.stops}>{data.stops.length === 0 ? <Empty>{words.none}</Empty> : <ul className="rs">{data.stops.map((row) => <Stop key={row.id} row={row} />)}</ul>}</Section>
      {ombudsman && <Section title={words.requests}>{data.requests.length === 0 ? <Empty>{words.none}</Empty> : <ul className="rs">{data.requests.map((row) => <Request key={row.id} row={row} />)}</ul>}</Section>}
      <div className="full"><Changes /></div>
      <div className="full"><Limits data={data} /></div>
    </div>
  );
}

function Glass({ row }: { row: GlassRow }) {
  const { w, text, moment } = useUi();
  const words = w.openings.review;
  return (
    <li>
      <p className="line"><b>{text(row.account.display)}</b> {text(row.reason_text)} <span className="t3">{moment(row.at)}</span> {row.verdict ? <Status sign={row.verdict === 'approved' ? 'ok' : 'block'}>{words.verdict[row.verdict]}</Status> : <Status sign={row.overdue ? 'over' : 'soon'}>{row.overdue ? words.overdue : words.due(moment(row.review_due))}</Status>}</p>
      <p className="e">{words.said} {row.text}</p>
      <p className="e"><Link to={`/access?person=${row.person}`} className="mono">{row.person}</Link> · <Link to={`/access?account=${row.account.id}`}>{words.log}</Link></p>
      {row.reviewed_by && <p className="e">{words.by(text(row.reviewed_by.display), moment(row.reviewed_at))} {row.review}</p>}
      {!row.verdict && (row.mine ? <p className="t3">{words.mine}</p> : (
        <Said label={words.text} acts={[{ name: words.approve, call: (said, key) => reviewGlass({ ...said, verdict: 'approved' }, key), primary: true }, { name: words.object, call: (said, key) => reviewGlass({ ...said, verdict: 'objected' }, key) }]} on={row} />
      ))}
    </li>
  );
}

function Stop({ row }: { row: StopRow }) {
  const { w, n, text, moment } = useUi();
  const words = w.openings.review;
  return (
    <li>
      <p className="line"><b>{text(row.account.display)}</b> {words.causes[row.cause] ?? row.cause} {row.right === 'opening' && <span className="t2">{words.count(n(row.count))}</span>} <span className="t3">{moment(row.at)}</span> {row.released_at ? <Status sign="ok">{words.released}</Status> : <Status sign="block">{words.stopped(row.right === 'opening' ? words.opened : words.glassRight)}</Status>}</p>
      <p className="e"><Link to={`/access?account=${row.account.id}`}>{words.log}</Link></p>
      {row.released_by && <p className="e">{words.by(text(row.released_by.display), moment(row.released_at))} {row.reason}</p>}
      {!row.released_at && (row.mine ? <p className="t3">{words.mine}</p> : <Said label={words.text} acts={[{ name: words.release, call: releaseStop, primary: true }]} on={row} />)}
    </li>
  );
}

function Request({ row }: { row: Asked }) {
  const { w, moment } = useUi();
  const words = w.openings.review;
  return (
    <li>
      <p className="line"><b>{words.kinds[row.kind]}</b> <span className="t3">{moment(row.at)}</span> {row.answered_at ? <Status sign="ok">{words.answered}</Status> : <Status sign="soon">{words.due(moment(row.due_at))}</Status>}</p>
      <p>{row.text}</p>
      <p className="e"><Link to={`/access?person=${row.person}`} className="mono">{row.person}</Link></p>
      {row.answer ? <p className="e">{words.answer} {row.answer}</p> : <Said label={words.answerText} acts={[{ name: words.answer, call: answerRequest, primary: true }]} on={row} />}
    </li>
  );
}

function Limits({ data }: { data: Review }) {
  const { w, n } = useUi();
  const words = w.openings.review;
  return (
    <Section title={words.limits}>
      <Scroll label={words.limits}>
        <table className="t">
          <thead><tr><th>{words.limit}</th><th className="n">{words.value}</th><th className="hide-s">{words.source}</th></tr></thead>
          <tbody>{data.limits.map((row) => <tr key={row.name}><td>{words.names[row.name] ?? row.name}</td><td className="n nw">{n(row.value)} {words.units[row.unit] ?? row.unit}</td><td className="hide-s t2" lang="en">{row.source}</td></tr>)}</tbody>
        </table>
      </Scroll>
    </Section>
  );
}
