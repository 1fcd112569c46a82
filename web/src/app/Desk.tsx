/** The signed-in page: sends strangers to sign in and residents to their own page, opens the live line, draws bar and main region. */
import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '@/api/calls/session';
import type { Session } from '@/api/types';
import { Empty, Skeleton, Trouble } from '@/parts/Await';
import { DeskContext } from '@/parts/desk';
import { showsPast } from '@/parts/then';
import { useUi } from '@/words/ui';
import { AppBar } from './AppBar';
import { Notices, ReviewsDueLines } from './Notices';
import { useLive } from './live';
import { ThenBand } from './then/ThenBand';
import { ThenForm } from './then/ThenForm';
import { useStanding } from './then/useStanding';

const stored = 'outpace.incident';
const bare = ['/wall', '/me'];
const fitted = ['/', '/overview', '/my-work'];

/** Guard everything behind sign-in. */
export function Desk() {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (session.data === undefined) return session.isError ? <Trouble error={session.error} retry={() => void session.refetch()} /> : <Skeleton rows={8} />;
  if (session.data === null) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  if (session.data.account.role === 'resident' && pathname !== '/me') return <Navigate to="/me" replace />;
  return <SignedIn session={session.data} pathname={pathname} />;
}

function SignedIn({ session, pathname }: { session: Session; pathname: string }) {
  const { w } = useUi();
  const [chosen, setChosen] = useState(() => localStorage.getItem(stored));
  const live = useLive(session.live_url);
  const chooseIncident = useCallback((id: string) => {
    localStorage.setItem(stored, id);
    setChosen(id);
  }, []);
  const desk = useMemo(() => {
    const incident = session.incidents.find((one) => one.id === chosen) ?? session.incidents[0] ?? null;
    return { session, incident, chooseIncident, live };
  }, [session, chosen, chooseIncident, live]);
  const [choosesAt, setChoosesAt] = useState<string | null>(null);
  const choosing = choosesAt === pathname && showsPast(pathname);
  const chooser = useRef<HTMLButtonElement>(null);
  const standing = useStanding(desk.incident?.id ?? '', choosing);
  const done = () => {
    setChoosesAt(null);
    chooser.current?.focus();
  };
  return (
    <DeskContext value={desk}>
      <a className="skip" href="#main">{w.common.skip}</a>
      <div className={`page ${fitted.includes(pathname) ? 'fit' : ''}`}>
        {!bare.includes(pathname) && <>
          <AppBar chooser={chooser} choosing={choosing} onChoose={() => setChoosesAt(choosing ? null : pathname)} />
          {choosing && <ThenForm standing={standing} onClose={done} />}
          <ThenBand standing={standing} onChoose={() => setChoosesAt(pathname)} />
        </>}
        <main id="main" tabIndex={-1}><Notices notices={session.notices} /><ReviewsDueLines due={session.reviews} /><Suspense fallback={<Skeleton rows={8} />}>{standing.refusal ? <Empty>{w.known.refused}</Empty> : <Outlet />}</Suspense></main>
      </div>
    </DeskContext>
  );
}
