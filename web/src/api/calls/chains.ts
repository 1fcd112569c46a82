/** GET /figures/chains */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import { keyed, now, type Then } from '../then';

export const chainsQuery = (incident: string, then: Then = now) =>
  queryOptions({
    ...keyed(then, ['figures', 'chains', incident]),
    queryFn: async ({ signal }) => (await client.GET('/figures/chains', { signal, params: { query: { incident, ...then } } })).data!,
  });
