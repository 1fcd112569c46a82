/** The first page of a role: commanders see the overview, tracers their work, residents their record. */
import { Navigate } from 'react-router';
import { useDesk } from '@/parts/desk';

/** Send each role to its first page. */
export function Home() {
  switch (useDesk().session.account.role) {
    case 'tracer': return <Navigate to="/my-work" replace />;
    case 'resident': return <Navigate to="/me" replace />;
    case 'commander':
    case 'operator': return <Navigate to="/overview" replace />;
    case 'administrator': return <Navigate to="/accounts" replace />;
    case 'steward': return <Navigate to="/identity" replace />;
    case 'ombudsman': return <Navigate to="/reviews" replace />;
    case 'service': return <Navigate to="/my-account" replace />;
  }
}
