/** Live updates: what the server says has changed is read again, by kind. It carries no data itself. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveState } from '@/parts/desk';

const families: Record<string, readonly string[]> = {
  case: ['cases', 'case', 'figures', 'feed'],
  contact: ['contacts', 'contact', 'case', 'figures', 'feed'],
  exposure: ['case', 'contacts', 'figures', 'feed'],
  task: ['tasks', 'case', 'figures', 'feed'],
  plan: ['contacts', 'contact', 'case', 'me', 'figures'],
  link: ['case', 'cases', 'figures'],
  receipt: ['imports', 'cases', 'figures', 'feed'],
  test: ['contacts', 'contact', 'case', 'me'],
  incident: ['session'],
  account: ['session'],
  person: ['cases', 'case', 'contacts'],
  area: ['areas', 'shapes', 'figures'],
  glass: ['review', 'accesses', 'feed', 'me'],
  opening: ['review', 'accesses', 'feed'],
  request: ['review', 'feed', 'me'],
  access: ['accesses'],
  grant: ['grants', 'contacts', 'contact', 'feed'],
  list: ['feed'],
};

const everything = [...new Set(Object.values(families).flat())];

/** Read again what belongs to the changed kinds; an unknown kind reads everything again. */
export function invalidate(queries: QueryClient, kinds: Iterable<string>): void {
  const stale = new Set<string>();
  for (const kind of kinds) for (const family of families[kind] ?? everything) stale.add(family);
  for (const family of stale) void queries.invalidateQueries({ queryKey: [family] });
}

/** Listen at `url`; a ticket that holds no more is renewed by reading the session again, which tells whoever is signed out. */
export function useLive(url: string | null): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<{ url: string | null; live: LiveState }>({ url: null, live: 'none' });
  useEffect(() => {
    if (!url) return;
    const source = new EventSource(url);
    let renew: ReturnType<typeof setInterval> | undefined;
    let wasLost = false;
    source.onopen = () => {
      setState({ url, live: 'live' });
      if (wasLost) invalidate(queries, ['everything']);
      wasLost = false;
    };
    source.onmessage = (message) => invalidate(queries, kindsIn(message.data as string));
    source.onerror = () => {
      wasLost = true;
      setState({ url, live: 'lost' });
      if (source.readyState === EventSource.CLOSED) renew = setInterval(() => void queries.invalidateQueries({ queryKey: ['session'] }), 5_000);
    };
    return () => {
      clearInterval(renew);
      source.close();
    };
  }, [url, queries]);
  return state.url === url ? state.live : 'none';
}

function kindsIn(data: string): Set<string> {
  try {
    const changes = (JSON.parse(data) as { changes?: [string, string][] }).changes ?? [];
    return new Set(changes.map(([kind]) => kind));
  } catch {
    return new Set(['everything']);
  }
}
