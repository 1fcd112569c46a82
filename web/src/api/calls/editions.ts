/** GET /editions */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const editionsQuery = () =>
  queryOptions({
    queryKey: ['editions'],
    queryFn: async ({ signal }) => (await client.GET('/editions', { signal })).data!,
  });
