/** GET /grants: views across areas, keyset pages; and ending one. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client, writeHeaders } from '../client';
import type { EndReason } from '../grants';
import type { Filter } from '../paths';

export const grantsQuery = (filter: Filter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['grants', filter, limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/grants', { signal, params: { query: { ...filter, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** End a view across areas, at once. */
export async function endGrant({ id, version, reason }: { id: string; version: number; reason: EndReason }, key: string) {
  return (await client.POST('/grants/{id}/end', { params: { path: { id } }, body: { reason }, headers: writeHeaders(key, version) })).data!;
}
