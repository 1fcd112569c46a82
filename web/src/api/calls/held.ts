/** GET /imports/{id}/held: the cases of a receipt whose persons a steward has still to settle. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const heldQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id, 'held'],
    queryFn: async ({ signal }) => (await client.GET('/imports/{id}/held', { signal, params: { path: { id } } })).data!,
  });
