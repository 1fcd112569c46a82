/** GET /rulebook/search */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const rulebookSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['rulebook', 'search', q],
    queryFn: async ({ signal }) => (await client.GET('/rulebook/search', { signal, params: { query: { q } } })).data!,
    staleTime: Infinity,
  });
