/** GET /cases: keyset pages, filters as in the address bar. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';
import type { Filter } from '../paths';
import { keyed, now, type Then } from '../then';

export const casesQuery = (filter: Filter, then: Then = now, limit = 50) =>
  infiniteQueryOptions({
    ...keyed(then, ['cases', filter, limit]),
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/cases', { signal, params: { query: { ...filter, ...then, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
