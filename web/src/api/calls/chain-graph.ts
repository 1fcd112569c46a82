/** GET /figures/chains/graph */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import { keyed, now, type Then } from '../then';

export const chainGraphQuery = (incident: string, pick: { component?: number; around?: string }, then: Then = now) =>
  queryOptions({
    ...keyed(then, ['figures', 'graph', incident, pick]),
    queryFn: async ({ signal }) => (await client.GET('/figures/chains/graph', { signal, params: { query: { incident, ...pick, ...then } } })).data!,
  });
