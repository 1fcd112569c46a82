/** POST /tasks/{id}/attempt. */
import { client, writeHeaders } from '../client';
import type { Attempt } from '../types';

/** Record one call and how it ended. */
export async function recordAttempt({ id, ...body }: { id: string; outcome: Attempt; note?: string }, key: string) {
  return (await client.POST('/tasks/{id}/attempt', { params: { path: { id } }, body, headers: writeHeaders(key) })).data!;
}
