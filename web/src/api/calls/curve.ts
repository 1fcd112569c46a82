/** GET /figures/curve */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const curveQuery = (incident: string, by: string, area?: string) =>
  queryOptions({
    queryKey: ['figures', 'curve', incident, by, area],
    queryFn: async ({ signal }) => (await client.GET('/figures/curve', { signal, params: { query: { incident, by, area } } })).data!,
  });
