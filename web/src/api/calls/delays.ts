/** GET /figures/delays */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const delaysQuery = (incident: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['figures', 'delays', incident, from, to],
    queryFn: async ({ signal }) => (await client.GET('/figures/delays', { signal, params: { query: { incident, from, to } } })).data!,
  });
