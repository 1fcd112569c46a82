/** GET /imports/{id}/rejects */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const rejectsQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'rejects', id],
    queryFn: async ({ signal }) => (await client.GET('/imports/{id}/rejects', { signal, params: { path: { id } } })).data!,
  });
