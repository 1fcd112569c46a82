/** GET /figures/follow-up-if-traced */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const followUpsQuery = (incident: string) =>
  queryOptions({
    queryKey: ['figures', 'follow-ups', incident],
    queryFn: async ({ signal }) => (await client.GET('/figures/follow-up-if-traced', { signal, params: { query: { incident } } })).data!,
  });
