/** POST /persons/search: an exact search. */
import { client, writeHeaders } from '../client';

/** Find persons. */
export async function searchPersons(body: { key: string; value: string; birth?: string }, key: string) {
  return (await client.POST('/persons/search', { body, headers: writeHeaders(key) })).data!;
}
