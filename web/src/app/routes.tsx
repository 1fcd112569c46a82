/** The addresses of the page. Every feature is a chunk of its own. */
import { lazy } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Crash, NoPage } from './Crash';
import { Desk } from './Desk';
import { Home } from './Home';
import { Root } from './Root';

const SignIn = lazy(() => import('@/features/sign-in/SignIn'));
const Overview = lazy(() => import('@/features/overview/Overview'));
const Wall = lazy(() => import('@/features/overview/Wall'));
const Cases = lazy(() => import('@/features/cases/Cases'));
const CasePage = lazy(() => import('@/features/case/CasePage'));
const MyWork = lazy(() => import('@/features/my-work/MyWork'));
const Tasks = lazy(() => import('@/features/tasks/Tasks'));
const Contacts = lazy(() => import('@/features/contacts/Contacts'));
const Transmission = lazy(() => import('@/features/transmission/Transmission'));
const Identity = lazy(() => import('@/features/identity/Identity'));
const Imports = lazy(() => import('@/features/imports/Imports'));
const Loop = lazy(() => import('@/features/loop/Loop'));
const AccessLog = lazy(() => import('@/features/access/AccessLog'));
const Grants = lazy(() => import('@/features/grants/Grants'));
const Reviews = lazy(() => import('@/features/access/Reviews'));
const BreakGlass = lazy(() => import('@/features/break-glass/BreakGlass'));
const FindPerson = lazy(() => import('@/features/break-glass/FindPerson'));
const Me = lazy(() => import('@/features/me/Me'));
const Accounts = lazy(() => import('@/features/accounts/Accounts'));
const AccountPage = lazy(() => import('@/features/accounts/AccountPage'));
const MyAccount = lazy(() => import('@/features/accounts/MyAccount'));
const Installation = lazy(() => import('@/features/health/Installation'));
const Ledger = lazy(() => import('@/features/ledger/Ledger'));
const Edition = lazy(() => import('@/features/editions/Edition'));
const Rulebook = lazy(() => import('@/features/rulebook/Rulebook'));
const Compare = lazy(() => import('@/features/rulebook/Compare'));
const UnderPage = lazy(() => import('@/features/case/UnderPage'));
const RulePage = lazy(() => import('@/features/rulebook/RulePage'));

const desks: RouteObject[] = [
  { index: true, element: <Home /> },
  { path: 'overview', element: <Overview /> },
  { path: 'wall', element: <Wall /> },
  { path: 'cases', element: <Cases /> },
  { path: 'cases/:id', element: <CasePage /> },
  { path: 'my-work', element: <MyWork /> },
  { path: 'tasks', element: <Tasks /> },
  { path: 'contacts', element: <Contacts /> },
  { path: 'transmission', element: <Transmission /> },
  { path: 'identity', element: <Identity /> },
  { path: 'imports', element: <Imports /> },
  { path: 'loop', element: <Loop /> },
  { path: 'access', element: <AccessLog /> },
  { path: 'grants', element: <Grants /> },
  { path: 'reviews', element: <Reviews /> },
  { path: 'break-glass', element: <BreakGlass /> },
  { path: 'find', element: <FindPerson /> },
  { path: 'me', element: <Me /> },
  { path: 'accounts', element: <Accounts /> },
  { path: 'accounts/:id', element: <AccountPage /> },
  { path: 'my-account', element: <MyAccount /> },
  { path: 'installation', element: <Installation /> },
  { path: 'ledger', element: <Ledger /> },
  { path: 'editions/:id', element: <Edition /> },
  { path: 'rulebook', element: <Rulebook /> },
  { path: 'rulebook/rules/:name', element: <RulePage /> },
  { path: 'rulebook/compare/:a/:b', element: <Compare /> },
  { path: 'cases/:id/under/:edition', element: <UnderPage /> },
  { path: '*', element: <NoPage /> },
];

export const routes: RouteObject[] = [
  {
    element: <Root />,
    errorElement: <Crash />,
    children: [
      { path: '/sign-in', element: <SignIn /> },
      { path: '/', element: <Desk />, children: desks.map((route) => ({ ...route, errorElement: <Crash /> })) },
    ],
  },
];

/** Make the router of the browser. */
export function makeRouter() {
  return createBrowserRouter(routes);
}
