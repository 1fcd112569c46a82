/** GET /tasks: keyset pages, filters as in the address bar. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';
import type { Filter } from '../paths';

export const tasksQuery = (filter: Filter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['tasks', filter, limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/tasks', { signal, params: { query: { ...filter, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
