/** GET /me */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => (await client.GET('/me', { signal })).data!,
  });
