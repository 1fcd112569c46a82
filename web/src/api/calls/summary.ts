/** GET /figures/summary */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import { keyed, now, type Then } from '../then';

export const summaryQuery = (incident: string, then: Then = now) =>
  queryOptions({
    ...keyed(then, ['figures', 'summary', incident]),
    queryFn: async ({ signal }) => (await client.GET('/figures/summary', { signal, params: { query: { incident, ...then } } })).data!,
  });
