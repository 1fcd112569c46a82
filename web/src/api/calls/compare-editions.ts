/** GET /rulebook/compare/{old}/{new} */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const comparedQuery = (old: string, later: string, alone: boolean) =>
  queryOptions({
    queryKey: ['rulebook', 'compare', old, later, alone],
    queryFn: async ({ signal }) => (await client.GET('/rulebook/compare/{old}/{new}', { signal, params: { path: { old, new: later }, query: { alone } } })).data!,
    staleTime: Infinity,
  });
