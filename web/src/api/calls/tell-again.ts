/** POST /exposures/{id}/corrections and /exposures/{id}/withdrawal. */
import { client, writeHeaders } from '../client';
import type { ToldAnswer } from '../types';

export type TellInput = ToldAnswer & { id: string; version: number; why: string };
export type WithdrawInput = { id: string; version: number; why: string };

/** Tell more of an exposure, or tell it otherwise; raises VERSION_CONFLICT. */
export async function tellAgain({ id, version, ...body }: TellInput, key: string) {
  return (await client.POST('/exposures/{id}/corrections', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}

/** Take an exposure back; raises VERSION_CONFLICT. */
export async function withdrawExposure({ id, version, ...body }: WithdrawInput, key: string) {
  return (await client.POST('/exposures/{id}/withdrawal', { params: { path: { id } }, body, headers: writeHeaders(key, version) })).data!;
}
