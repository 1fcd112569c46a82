/** GET /loop/failures: keyset pages, the oldest first. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const loopFailuresQuery = (limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['loop', 'failures', limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/loop/failures', { signal, params: { query: { limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
