/** GET /accesses: who opened whose record; keyset pages. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';
import type { Filter } from '../paths';

export const accessesQuery = (filter: Filter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['accesses', filter, limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/accesses', { signal, params: { query: { ...filter, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
