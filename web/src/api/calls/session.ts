/** GET /session: who is signed in, and the server's clock; null when nobody is. */
import { queryOptions } from '@tanstack/react-query';
import { setServerNow } from '@/time/clock';
import { client } from '../client';
import { ApiProblem } from '../problem';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    try {
      const sent = Date.now();
      const session = (await client.GET('/session', { signal })).data!;
      setServerNow(session.now, sent, Date.now());
      return session;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});
