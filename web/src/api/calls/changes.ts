/** Changes to accounts that need two people: the list, the decision, drawing one's half; notices about one's own sign-in. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client, writeHeaders } from '../client';
import type { Filter } from '../paths';

export const changesQuery = (filter: Filter, limit = 20) =>
  infiniteQueryOptions({
    queryKey: ['account-changes', filter, limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/account-changes', { signal, params: { query: { ...filter, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

type One = { id: string; version: number };

/** Confirm a change, or refuse it. */
export async function decideChange({ id, version, confirmed }: One & { confirmed: boolean }, key: string) {
  return (await client.POST('/account-changes/{id}/decision', { params: { path: { id } }, body: { confirmed }, headers: writeHeaders(key, version) })).data!;
}

/** Draw one's own half, shown once. */
export async function drawHalf({ id, version }: One, key: string) {
  return (await client.POST('/account-changes/{id}/half', { params: { path: { id } }, headers: writeHeaders(key, version) })).data!;
}

/** Say that one has seen what was done to one's own sign-in. */
export async function seeNotice(id: string, key: string) {
  return (await client.POST('/my-account/notices/{id}/seen', { params: { path: { id } }, headers: writeHeaders(key) })).data!;
}
