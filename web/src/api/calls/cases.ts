/** GET /cases: keyset pages, filters as in the address bar. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';
import type { Filter } from '../paths';

export const casesQuery = (filter: Filter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter, limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/cases', { signal, params: { query: { ...filter, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
