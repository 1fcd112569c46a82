/** GET /imports/{id}/rejects: rejected rows in the order of the file, by pages. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const rejectsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['imports', 'rejects', id],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/imports/{id}/rejects', { signal, params: { path: { id }, query: { limit: 50, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
