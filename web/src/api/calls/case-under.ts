/** GET /cases/{id}/under/{edition}: a case as another edition would decide. It orders nothing. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const caseUnderQuery = (id: string, edition: string) =>
  queryOptions({
    queryKey: ['case', id, 'under', edition],
    queryFn: async ({ signal }) => (await client.GET('/cases/{id}/under/{edition}', { signal, params: { path: { id, edition } } })).data!,
  });
