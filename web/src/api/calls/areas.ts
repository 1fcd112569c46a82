/** GET /areas */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const areasQuery = (parent: string) =>
  queryOptions({
    queryKey: ['areas', parent],
    queryFn: async ({ signal }) => (await client.GET('/areas', { signal, params: { query: { parent } } })).data!,
  });
