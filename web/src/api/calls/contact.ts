/** GET /contacts/{id} */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id],
    queryFn: async ({ signal }) => (await client.GET('/contacts/{id}', { signal, params: { path: { id } } })).data!,
  });
