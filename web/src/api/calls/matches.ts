/** GET /matches: pairs of records that may be one person, masked; keyset pages. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';
import type { Filter } from '../paths';

export const matchesQuery = (filter: Filter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['matches', filter, limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/matches', { signal, params: { query: { ...filter, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
