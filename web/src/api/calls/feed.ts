/** GET /feed */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const feedQuery = (incident: string, limit: number) =>
  queryOptions({
    queryKey: ['feed', incident, limit],
    queryFn: async ({ signal }) => (await client.GET('/feed', { signal, params: { query: { incident, limit } } })).data!,
  });
