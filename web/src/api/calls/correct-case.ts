/** POST /cases/{id}/corrections. */
import { client, writeHeaders } from '../client';

export type CorrectionInput = { id: string; version: number; field: string; value: string | null; why: string };

/** Replace one field of a case and keep the old value; raises VERSION_CONFLICT. */
export async function correctCase({ id, version, ...body }: CorrectionInput, key: string) {
  return (await client.POST('/cases/{id}/corrections', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}
