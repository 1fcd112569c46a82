/** The page: queries, language, addresses. The words' zone is the server's once somebody is signed in. */
import { QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { sessionQuery } from '@/api/calls/session';
import { ApiProblem } from '@/api/problem';
import { UiProvider } from '@/words/ui';
import { makeRouter } from './routes';

const hereZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Make the store of readings: refusals are not retried, lost lines twice. */
export function makeQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => signedOut(error) && void queries.invalidateQueries(sessionQuery) }),
    defaultOptions: {
      queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: (count, error) => !(error instanceof ApiProblem && error.status > 0 && error.status < 500) && count < 2 },
    },
  });
  return queries;
}

function signedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

function Page() {
  const session = useQuery(sessionQuery);
  const [router] = useState(makeRouter);
  return <UiProvider zone={session.data?.zone ?? hereZone}><RouterProvider router={router} /></UiProvider>;
}

/** The whole page. */
export function App() {
  const [queries] = useState(makeQueries);
  return <QueryClientProvider client={queries}><Page /></QueryClientProvider>;
}

