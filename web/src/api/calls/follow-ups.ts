/** GET /figures/follow-up-if-traced */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import { keyed, now, type Then } from '../then';

export const followUpsQuery = (incident: string, then: Then = now) =>
  queryOptions({
    ...keyed(then, ['figures', 'follow-ups', incident]),
    queryFn: async ({ signal }) => (await client.GET('/figures/follow-up-if-traced', { signal, params: { query: { incident, ...then } } })).data!,
  });
