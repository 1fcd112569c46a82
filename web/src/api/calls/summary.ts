/** GET /figures/summary */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const summaryQuery = (incident: string, area?: string) =>
  queryOptions({
    queryKey: ['figures', 'summary', incident, area],
    queryFn: async ({ signal }) => (await client.GET('/figures/summary', { signal, params: { query: { incident, area } } })).data!,
  });
