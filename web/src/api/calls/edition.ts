/** GET /editions/{id} */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const editionQuery = (id: string) =>
  queryOptions({
    queryKey: ['editions', id],
    queryFn: async ({ signal }) => (await client.GET('/editions/{id}', { signal, params: { path: { id } } })).data!,
  });
