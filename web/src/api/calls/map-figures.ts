/** GET /figures/map */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import { keyed, now, type Then } from '../then';

export const mapFiguresQuery = (incident: string, level: string, parent: string | undefined, then: Then = now) =>
  queryOptions({
    ...keyed(then, ['figures', 'map', incident, level, parent]),
    queryFn: async ({ signal }) => (await client.GET('/figures/map', { signal, params: { query: { incident, level, parent, ...then } } })).data!,
  });
