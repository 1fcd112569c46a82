/** The signed-in page: sends strangers to sign in and residents to their own page, opens the live line, draws bar and main region. */
import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useMemo, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '@/api/calls/session';
import type { Session } from '@/api/types';
import { Skeleton, Trouble } from '@/parts/Await';
import { DeskContext } from '@/parts/desk';
import { useUi } from '@/words/ui';
import { AppBar } from './AppBar';
import { Notices, ReviewsDueLines } from './Notices';
import { useLive } from './live';

const stored = 'outpace.incident';
const bare = ['/wall', '/me'];
const fitted = ['/', '/overview', '/my-work'];

/** Guard everything behind sign-in. */
export function Desk() {
  const session = useQuery(sessionQuery);
  const { pathname } = useLocation();
  if (session.data === undefined) return session.isError ? <Trouble error={session.error} retry={() => void session.refetch()} /> : <Skeleton rows={8} />;
  if (session.data === null) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname)}`} replace />;
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
  return (
    <DeskContext value={desk}>
      <a className="skip" href="#main">{w.common.skip}</a>
      <div className={`page ${fitted.includes(pathname) ? 'fit' : ''}`}>
        {!bare.includes(pathname) && <AppBar />}
        <main id="main" tabIndex={-1}><Notices notices={session.notices} /><ReviewsDueLines due={session.reviews} /><Suspense fallback={<Skeleton rows={8} />}><Outlet /></Suspense></main>
      </div>
    </DeskContext>
  );
}
