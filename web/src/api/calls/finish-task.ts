/** POST /tasks/{id}/done. */
import { client, writeHeaders } from '../client';

export type DoneInput = { id: string; version: number; outcome?: string; note?: string };

/** Close a task; raises VERSION_CONFLICT. */
export async function finishTask({ id, version, ...body }: DoneInput, key: string) {
  return (await client.POST('/tasks/{id}/done', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}
