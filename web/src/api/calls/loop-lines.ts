/** GET /loop/lines */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const loopLinesQuery = () =>
  queryOptions({
    queryKey: ['loop', 'lines'],
    queryFn: async ({ signal }) => (await client.GET('/loop/lines', { signal })).data!,
    refetchInterval: 10_000,
  });
