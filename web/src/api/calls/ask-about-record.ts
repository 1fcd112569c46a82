/** POST /me/requests: a complaint or a wish for correction about one's own record. */
import { client, writeHeaders } from '../client';

/** File it. */
export async function askAboutRecord(body: { kind: string; text: string; about?: string }, key: string) {
  return (await client.POST('/me/requests', { body, headers: writeHeaders(key) })).data!;
}
