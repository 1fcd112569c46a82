/** GET /figures/map */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const mapFiguresQuery = (incident: string, level: string, parent?: string) =>
  queryOptions({
    queryKey: ['figures', 'map', incident, level, parent],
    queryFn: async ({ signal }) => (await client.GET('/figures/map', { signal, params: { query: { incident, level, parent } } })).data!,
  });
