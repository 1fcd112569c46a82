/** POST /loop/failures/{id}/set-aside. */
import { client, writeHeaders } from '../client';

/** Take an event out of the queue, with a reason; raises REASON_NEEDED, VERSION_CONFLICT. */
export async function setFailureAside({ id, version, why }: { id: string; version: number; why: string }, key: string) {
  return (await client.POST('/loop/failures/{id}/set-aside', { params: { path: { id } }, body: { why }, headers: writeHeaders(key, version) })).data!;
}
