/** POST /loop/failures/{id}/retry. */
import { client, writeHeaders } from '../client';

/** Have the loop try an event again; raises VERSION_CONFLICT. */
export async function retryFailure({ id, version }: { id: string; version: number }, key: string) {
  return (await client.POST('/loop/failures/{id}/retry', { params: { path: { id } }, body: {}, headers: writeHeaders(key, version) })).data!;
}
