/** POST /imports/{id}/replay. */
import { client, writeHeaders } from '../client';

export type ReplayInput = { id: string; rows: { id: string; values: Record<string, string | null> }[] };

/** Send rejected rows again with the values corrected by hand. */
export async function replayRejects({ id, rows }: ReplayInput, key: string) {
  return (await client.POST('/imports/{id}/replay', { params: { path: { id } }, body: { rows }, headers: writeHeaders(key) })).data!;
}
