/** GET /imports */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const importsQuery = () =>
  queryOptions({
    queryKey: ['imports'],
    queryFn: async ({ signal }) => (await client.GET('/imports', { signal })).data!,
  });
