/** POST /persons/{id}/open: name and number for a purpose, because of a record. Every look is on record. */
import type { Because } from '../openings';
import { client, writeHeaders } from '../client';

/** Open a person. */
export async function openPerson({ id, purpose, because }: { id: string; purpose: string; because: Because }, key: string) {
  return (await client.POST('/persons/{id}/open', { params: { path: { id } }, body: { purpose, because }, headers: writeHeaders(key) })).data!;
}
