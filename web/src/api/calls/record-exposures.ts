/** POST /cases/{id}/exposures. */
import { client, writeHeaders } from '../client';
import type { ExposureRow } from '../types';

/** Record who was exposed; the desk proposes contacts from it. */
export async function recordExposures({ id, rows }: { id: string; rows: ExposureRow[] }, key: string) {
  return (await client.POST('/cases/{id}/exposures', { params: { path: { id } }, body: { rows }, headers: writeHeaders(key) })).data!;
}
