/** GET /persons/{id}/phone: the number to call. Every look is written down. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const phoneQuery = (id: string) =>
  queryOptions({
    queryKey: ['phone', id],
    queryFn: async ({ signal }) => (await client.GET('/persons/{id}/phone', { signal, params: { path: { id } } })).data!,
  });
