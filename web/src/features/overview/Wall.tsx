/** The wall: the overview's figures for a dark room, one screen, nothing to scroll. Shows only what the desk counts. */
import { Link } from 'react-router';
import type { Summary } from '@/api/types';
import { Await } from '@/parts/Await';
import { DelayPanel } from '@/parts/DelayPanel';
import { useDesk } from '@/parts/desk';
import { Status } from '@/parts/Icon';
import { nameBesideCode } from '@/parts/incidentTitle';
import { useServerNow } from '@/time/clock';
import { weekday, zoneName } from '@/time/format';
import { useUi } from '@/words/ui';
import { CurvePanel } from './CurvePanel';
import { DoNow } from './DoNow';
import { FeedList } from './FeedList';
import { KindStrip } from './KindStrip';
import { MapPanel } from './MapPanel';
import { Objectives } from './Objectives';
import { useCurve, useSummary } from './useFigures';
import './overview.css';

/** The commander's wall. */
export default function Wall() {
  const summary = useSummary();
  const curve = useCurve('report');
  return (
    <div className="wall">
      <WallBar asOf={summary.data?.as_of} stale={summary.isError} />
      <Await query={summary} rows={3}>{(figures) => <Objectives summary={figures} curve={curve.data} />}</Await>
      <div className="wallmain">
        <MapPanel wheel={false} />
        <div className="wallmid"><CurvePanel height="100%" /><DelayPanel bare /></div>
        <div className="ovend"><DoNow limit={20} rowHeight={45} /><FeedList limit={6} /></div>
      </div>
      <Await query={summary} rows={3}>{(figures) => <><KindStrip kinds={figures.tasks.by_kind} /><Foot summary={figures} /></>}</Await>
    </div>
  );
}

function WallBar({ asOf, stale }: { asOf: string | undefined; stale: boolean }) {
  const { session, incident, live } = useDesk();
  const { w, lang, zone, setLang, text, moment, time } = useUi();
  const now = useServerNow();
  return (
    <header className="bar">
      <Link className="logo" to="/">Outpace</Link><span className="vsep" />
      {incident && <h1 className="el">{text(incident.area.name)} · {incident.code} {nameBesideCode(incident, text)}</h1>}
      {incident?.day != null && <span className="b">{w.common.day(incident.day)}</span>}
      {incident?.edition && <span className="t3 narrow-hide">{w.common.edition} {incident.edition.label}</span>}
      <span className="end">
        <span className="t2 narrow-hide">{[...new Set([w.terms.role[session.account.role], text(session.account.display)])].join(' ')}</span><span className="vsep" />
        <b className="nw">{lang === 'zh' ? moment(now).replace(' ', ` ${weekday(now, lang, zone)} `) : `${weekday(now, lang, zone)} ${moment(now)}`}</b><span className="t3">{zoneName(now, zone)}</span>
        {asOf && <Status sign={stale || live === 'lost' ? 'soon' : 'ok'}>{w.common.data(time(asOf))}</Status>}
        <button type="button" className="btn txt" onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>{w.common.otherLanguage}</button>
        <Link to="/">{w.overview.exit}</Link>
      </span>
    </header>
  );
}

function Foot({ summary }: { summary: Summary }) {
  const { w, n } = useUi();
  const words = w.overview.foot;
  const items: [string, number, string][] = [
    [words.cases, summary.cases.total, '/cases'], [words.contacts, summary.contacts.total, '/contacts'], [words.plans, summary.plans.total, '/contacts'],
    [words.links, summary.links.total, '/transmission'], [words.infectees, summary.links.infectees, '/transmission'], [words.ambiguous, summary.links.ambiguous, '/transmission'],
  ];
  return (
    <footer className="wallfoot">
      {items.map(([name, value, to]) => <span key={name}>{name} <Link className="num b" to={to}>{n(value)}</Link></span>)}
      <span className="t3" style={{ marginLeft: 'auto' }}>{words.everyNumber}</span>
    </footer>
  );
}
