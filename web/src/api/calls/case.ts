/** GET /cases/{id} */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: async ({ signal }) => (await client.GET('/cases/{id}', { signal, params: { path: { id } } })).data!,
  });
