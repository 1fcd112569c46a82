/** Accounts and posts for administrators: the list, one account, and what can be done with it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { NewAccount, NewPost } from '../accounts';
import { client, writeHeaders } from '../client';
import type { Filter } from '../paths';

export const accountsQuery = (filter: Filter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['accounts', filter, limit],
    queryFn: async ({ signal, pageParam }) =>
      (await client.GET('/accounts', { signal, params: { query: { ...filter, limit, cursor: pageParam ?? undefined } } })).data!,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const accountQuery = (id: string) =>
  queryOptions({ queryKey: ['account', id], queryFn: async ({ signal }) => (await client.GET('/accounts/{id}', { signal, params: { path: { id } } })).data! });

export const keepingQuery = () =>
  queryOptions({ queryKey: ['accounts-options'], queryFn: async ({ signal }) => (await client.GET('/accounts/options', { signal })).data!, staleTime: 60_000 });

export const areasForPosts = (q: string) =>
  queryOptions({ queryKey: ['accounts-areas', q], queryFn: async ({ signal }) => (await client.GET('/accounts/areas', { signal, params: { query: { q } } })).data!.items });

type One = { id: string; version: number };

/** Open an account and ask for its first post. */
export async function openAccount(body: NewAccount, key: string) {
  return (await client.POST('/accounts', { body, headers: writeHeaders(key) })).data!;
}

/** Close an account for ever. */
export async function closeAccount({ id, version }: One, key: string) {
  return (await client.POST('/accounts/{id}/close', { params: { path: { id } }, headers: writeHeaders(key, version) })).data!;
}

/** Ask that the sign-in be set anew. */
export async function askReset({ id, version, ...body }: One & { password: boolean; factor: boolean; reason: string }, key: string) {
  return (await client.POST('/accounts/{id}/reset', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}

/** Ask for another post. */
export async function givePost({ id, version, ...body }: One & NewPost, key: string) {
  return (await client.POST('/accounts/{id}/posts', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}

/** End a post at once. */
export async function endPost({ id, version, post }: One & { post: string }, key: string) {
  return (await client.POST('/accounts/{id}/posts/{post}/end', { params: { path: { id, post } }, headers: writeHeaders(key, version) })).data!;
}

/** Give a post another end. */
export async function renewPost({ id, version, post, ends }: One & { post: string; ends: string }, key: string) {
  return (await client.POST('/accounts/{id}/posts/{post}/renew', { params: { path: { id, post } }, body: { ends }, headers: writeHeaders(key, version) })).data!;
}

/** Ask for a token for a system's post. */
export async function askToken({ id, version, ...body }: One & { post: string; label: string; ends: string; reason: string }, key: string) {
  return (await client.POST('/accounts/{id}/tokens', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}

/** End a token at once. */
export async function endToken({ id, version, token }: One & { token: string }, key: string) {
  return (await client.POST('/accounts/{id}/tokens/{token}/end', { params: { path: { id, token } }, headers: writeHeaders(key, version) })).data!;
}

/** Ask to enter who an account is at an institution's sign-in. */
export async function linkProvider({ id, version, ...body }: One & { provider: string; subject: string; reason: string }, key: string) {
  return (await client.POST('/accounts/{id}/provider', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}
