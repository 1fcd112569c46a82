/** POST /cases/{id}/transfer. */
import { client, writeHeaders } from '../client';

export type TransferInput = { id: string; version: number; area: string; why: string };

/** Move a case to another area with its person; raises VERSION_CONFLICT, TRANSFER_NOT_YOURS. */
export async function transferCase({ id, version, ...body }: TransferInput, key: string) {
  return (await client.POST('/cases/{id}/transfer', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}
