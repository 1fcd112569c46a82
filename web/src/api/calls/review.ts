/** GET /openings/review: what waits for review and what was settled lately. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const reviewQuery = () =>
  queryOptions({
    queryKey: ['review'],
    queryFn: async ({ signal }) => (await client.GET('/openings/review', { signal })).data!,
  });
