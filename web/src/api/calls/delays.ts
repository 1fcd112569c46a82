/** GET /figures/delays */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import { keyed, now, type Then } from '../then';

export const delaysQuery = (incident: string, from: string, to: string, then: Then = now) =>
  queryOptions({
    ...keyed(then, ['figures', 'delays', incident, from, to]),
    queryFn: async ({ signal }) => (await client.GET('/figures/delays', { signal, params: { query: { incident, from, to, ...then } } })).data!,
  });
