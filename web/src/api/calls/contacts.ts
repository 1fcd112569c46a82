/** GET /contacts: keyset pages, filters as in the address bar. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';
import type { Filter } from '../paths';
import { keyed, now, type Then } from '../then';

export const contactsQuery = (filter: Filter, then: Then = now, limit = 50) =>
  infiniteQueryOptions({
    ...keyed(then, ['contacts', filter, limit]),
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/contacts', { signal, params: { query: { ...filter, ...then, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
