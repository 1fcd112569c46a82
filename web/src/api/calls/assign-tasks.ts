/** POST /tasks/assign. */
import { client, writeHeaders } from '../client';

/** Give tasks to one owner, or to nobody with null. */
export async function assignTasks(body: { ids: string[]; owner: string | null }, key: string) {
  return (await client.POST('/tasks/assign', { body, headers: writeHeaders(key) })).data;
}
