/** The bar of every desk: navigation, place, incident, edition, day, as-of, zone, language, who. */
import { useQueryClient } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { isPast } from '@/api/then';
import type { Role } from '@/api/types';
import { clearDrafts } from '@/parts/drafts';
import { useDesk } from '@/parts/desk';
import { nameBesideCode } from '@/parts/incidentTitle';
import { Status } from '@/parts/Icon';
import { showsPast, useKeep, useThen } from '@/parts/then';
import { signOut } from '@/api/calls/sign-out';
import { useServerNow } from '@/time/clock';
import { zoneName } from '@/time/format';
import { useUi } from '@/words/ui';

const places = {
  commander: [['/overview', 'overview'], ['/wall', 'wall'], ['/cases', 'cases'], ['/contacts', 'contacts'], ['/tasks', 'tasks'], ['/transmission', 'transmission'], ['/imports', 'imports'], ['/access', 'access'], ['/grants', 'grants'], ['/reviews', 'reviews'], ['/rulebook', 'rulebook'], ['/ledger', 'ledger']],
  operator: [['/overview', 'overview'], ['/wall', 'wall'], ['/cases', 'cases'], ['/contacts', 'contacts'], ['/tasks', 'tasks'], ['/transmission', 'transmission'], ['/imports', 'imports'], ['/loop', 'loop'], ['/installation', 'installation'], ['/rulebook', 'rulebook'], ['/ledger', 'ledger']],
  tracer: [['/my-work', 'myWork'], ['/overview', 'overview'], ['/cases', 'cases'], ['/contacts', 'contacts'], ['/tasks', 'tasks'], ['/transmission', 'transmission'], ['/find', 'find'], ['/rulebook', 'rulebook']],
  resident: [['/me', 'me']],
  administrator: [['/accounts', 'accounts'], ['/loop', 'loop'], ['/my-account', 'myAccount'], ['/installation', 'installation'], ['/rulebook', 'rulebook']],
  ombudsman: [['/reviews', 'reviews'], ['/access', 'access'], ['/grants', 'grants'], ['/rulebook', 'rulebook'], ['/my-account', 'myAccount']],
  steward: [['/identity', 'identity'], ['/rulebook', 'rulebook'], ['/my-account', 'myAccount']],
  service: [['/my-account', 'myAccount']],
} as const satisfies Record<Role, readonly (readonly [string, string])[]>;

type Props = { chooser: RefObject<HTMLButtonElement | null>; choosing: boolean; onChoose: () => void };

/** Draw the bar for the role that is signed in; `onChoose` opens and closes the choice of a moment. */
export function AppBar(props: Props) {
  const { session, live } = useDesk();
  const { w, lang, setLang, text } = useUi();
  const keep = useKeep();
  const [who, role] = [text(session.account.display), w.terms.role[session.account.role]];
  return (
    <header className="bar">
      <Link className="logo" to="/">Outpace</Link>
      <span className="vsep" />
      <nav aria-label={w.common.nav.label}>
        {places[session.account.role].map(([path, word]) => <NavLink key={path} to={showsPast(path) ? keep(path) : path}>{w.common.nav[word]}</NavLink>)}
      </nav>
      <span className="end">
        <IncidentPick />
        <span className="vsep" />
        <Clock />
        <Moment {...props} />
        <LiveMark live={live} />
        <Link className="narrow-hide" to="/my-account" title={w.common.nav.myAccount}>{who}{who !== role && <span className="t3 wide"> {role}</span>}</Link>
        <button type="button" className="btn txt" lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>{w.common.otherLanguage}</button>
        <SignOut />
      </span>
    </header>
  );
}

function IncidentPick() {
  const { session, incident, chooseIncident } = useDesk();
  const past = isPast(useThen());
  const { w, text } = useUi();
  if (!incident) return null;
  const several = session.incidents.length > 1;
  return (
    <>
      <span className="t2 wide">{text(incident.area.name)}</span>
      {several ? (
        <select className="in" aria-label={w.common.incident} value={incident.id} onChange={(event) => chooseIncident(event.target.value)}>
          {session.incidents.map((one) => <option key={one.id} value={one.id}>{`${one.code} ${nameBesideCode(one, text)}`}</option>)}
        </select>
      ) : <span className="t2 el" style={{ maxWidth: 220 }}>{incident.code} <span className="wide">{nameBesideCode(incident, text)}</span></span>}
      {incident.day !== null && !past && <span className="b narrow-hide">{w.common.day(incident.day)}</span>}
      {incident.edition && <Link className="narrow-hide" title={w.common.edition} to={`/editions/${encodeURIComponent(incident.edition.id)}`}><span className="wide">{w.common.edition} </span>{incident.edition.label}</Link>}
    </>
  );
}

function Clock() {
  const { moment, zone } = useUi();
  const now = useServerNow();
  return <span className="narrow-hide"><b>{moment(now)}</b> <span className="t3">{zoneName(now, zone)}</span></span>;
}

function Moment({ chooser, choosing, onChoose }: Props) {
  const { w } = useUi();
  const { incident } = useDesk();
  const { pathname } = useLocation();
  const past = isPast(useThen());
  if (!incident || !showsPast(pathname)) return null;
  return <button ref={chooser} type="button" className="btn sm" aria-expanded={choosing} aria-controls={choosing ? 'then' : undefined} title={w.known.pick} onClick={onChoose}><span className="sr">{w.known.pick} </span>{past ? w.known.past : w.known.now} <span aria-hidden="true">▾</span></button>;
}

function LiveMark({ live }: { live: 'none' | 'live' | 'lost' }) {
  const { w } = useUi();
  const past = isPast(useThen());
  if (past) return <span role="status" className="narrow-hide" title={w.known.pastTitle}><Status sign="unk">{w.common.liveShort.none}</Status></span>;
  const words = live === 'live' ? w.common.live : live === 'lost' ? w.common.notLive : w.common.noLive;
  return <span role="status" title={words}><Status sign={live === 'live' ? 'ok' : live === 'lost' ? 'soon' : 'unk'}>{w.common.liveShort[live]}</Status></span>;
}

function SignOut() {
  const { w } = useUi();
  const queries = useQueryClient();
  const leave = async () => {
    clearDrafts();
    await signOut().catch(() => undefined);
    queries.clear();
    window.location.assign('/sign-in?left=1');
  };
  return <button type="button" className="btn txt" onClick={() => void leave()}>{w.common.signOut}</button>;
}
