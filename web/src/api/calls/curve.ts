/** GET /figures/curve */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import { keyed, now, type Then } from '../then';

export const curveQuery = (incident: string, by: string, then: Then = now) =>
  queryOptions({
    ...keyed(then, ['figures', 'curve', incident, by]),
    queryFn: async ({ signal }) => (await client.GET('/figures/curve', { signal, params: { query: { incident, by, ...then } } })).data!,
  });
