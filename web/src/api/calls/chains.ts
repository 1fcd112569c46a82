/** GET /figures/chains */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const chainsQuery = (incident: string) =>
  queryOptions({
    queryKey: ['figures', 'chains', incident],
    queryFn: async ({ signal }) => (await client.GET('/figures/chains', { signal, params: { query: { incident } } })).data!,
  });
