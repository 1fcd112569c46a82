/** The reviewers' writes: approve or object, give a right back, answer a request. */
import { client, writeHeaders } from '../client';

type On = { id: string; version: number; text: string };

/** Say what becomes of an emergency opening. */
export async function reviewGlass({ id, version, text, verdict }: On & { verdict: 'approved' | 'objected' }, key: string) {
  return (await client.POST('/openings/glasses/{id}/review', { params: { path: { id } }, body: { verdict, text }, headers: writeHeaders(key, version) })).data!;
}

/** Give a stopped account its right back. */
export async function releaseStop({ id, version, text }: On, key: string) {
  return (await client.POST('/openings/stops/{id}/release', { params: { path: { id } }, body: { text }, headers: writeHeaders(key, version) })).data!;
}

/** Answer a resident's request. */
export async function answerRequest({ id, version, text }: On, key: string) {
  return (await client.POST('/openings/requests/{id}/answer', { params: { path: { id } }, body: { text }, headers: writeHeaders(key, version) })).data!;
}
