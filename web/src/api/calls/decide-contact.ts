/** POST /contacts/{id}/decision. */
import { client, writeHeaders } from '../client';

export type DecisionInput = { id: string; version: number; state: 'confirmed' | 'refuted'; tier?: string; why?: string };

/** Confirm, change or refute a proposed contact; raises VERSION_CONFLICT. */
export async function decideContact({ id, version, ...body }: DecisionInput, key: string) {
  return (await client.POST('/contacts/{id}/decision', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}
