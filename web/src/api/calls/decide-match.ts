/** POST /matches/{id}/decision and /matches/{id}/undo. */
import { client, writeHeaders } from '../client';

export type MatchInput = { id: string; version: number; decision: 'same' | 'different'; why?: string };

/** Say whether two records are one person; raises VERSION_CONFLICT. */
export async function decideMatch({ id, version, ...body }: MatchInput, key: string) {
  return (await client.POST('/matches/{id}/decision', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}

/** End the link that a pair led to. */
export async function undoMatch({ id, version, why }: { id: string; version: number; why: string }, key: string) {
  return (await client.POST('/matches/{id}/undo', { params: { path: { id } }, body: { why }, headers: writeHeaders(key, version) })).data!;
}
