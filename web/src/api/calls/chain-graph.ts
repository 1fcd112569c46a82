/** GET /figures/chains/graph */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const chainGraphQuery = (incident: string, pick: { component?: number; around?: string }) =>
  queryOptions({
    queryKey: ['figures', 'graph', incident, pick],
    queryFn: async ({ signal }) => (await client.GET('/figures/chains/graph', { signal, params: { query: { incident, ...pick } } })).data!,
  });
