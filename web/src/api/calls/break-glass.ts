/** POST /persons/{id}/break-glass: the right to open one person in an emergency. */
import { client, writeHeaders } from '../client';

/** Ask for the right. */
export async function breakGlass({ id, reason, text }: { id: string; reason: string; text: string }, key: string) {
  return (await client.POST('/persons/{id}/break-glass', { params: { path: { id } }, body: { reason, text }, headers: writeHeaders(key) })).data!;
}
