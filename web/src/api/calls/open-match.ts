/** POST /matches/{id}/opening: both records whole. Written down for each of the two persons. */
import { client, writeHeaders } from '../client';

/** Open a pair. */
export async function openMatch({ id }: { id: string }, key: string) {
  return (await client.POST('/matches/{id}/opening', { params: { path: { id } }, body: {}, headers: writeHeaders(key) })).data!;
}
