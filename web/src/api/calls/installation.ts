/** GET /installation and POST /installation/alarms/{id}/taken: how the desk itself fares. */
import { queryOptions } from '@tanstack/react-query';
import { client, writeHeaders } from '../client';
import type { Text } from '../types';

export type Check = { name: string; good: boolean; text: Text };
export type Alarm = {
  id: string; version: number; kind: string; text: Text; raised_at: string; closed_at: string | null;
  taken: { display: Text; at: string; note: string } | null;
};
export type Feed = { kind: string; area: string; sender: string; last: string; gap_s: number; silent: boolean };
export type Copy = { kind: string; at: string; good: boolean; size: number; seconds: number; ledger_size: number; ledger_root: string };
export type Disk = { name: string; percent: number; free: number };
export type Job = { data_class: string; title: Text; days: number; at: string | null; removed: number; held: number };
export type Switch = { name: string; reason: string; starts: string; ends: string };
export type Unread = { field: string; data_class: string; purposes: Text[]; since: string; last: string | null };
export type Installation = {
  ready: boolean; checks: Check[]; alarms: Alarm[]; closed: Alarm[];
  loop: { waiting: number; oldest_s: number; failing: number; without_leaf: number; without_leaf_s: number };
  sources: Feed[]; copies: Copy[]; archive: { good: boolean; text: Text } | null; disks: Disk[]; jobs: Job[]; switches: Switch[]; unread: Unread[]; unread_days: number;
  versions: { outpace: string; postgres: string; python: string; space: string; since: string | null };
  as_of: string;
};

const everySeconds = 15;

export const installationQuery = () =>
  queryOptions({
    queryKey: ['installation'],
    queryFn: async ({ signal }) => (await client.GET('/installation', { signal })).data!,
    refetchInterval: everySeconds * 1_000,
  });

export type TakeInput = { id: string; version: number; note: string };

/** Take an alarm on by name; raises VERSION_CONFLICT and ALARM_TAKEN. */
export async function takeAlarm({ id, version, note }: TakeInput, key: string) {
  return (await client.POST('/installation/alarms/{id}/taken', { params: { path: { id } }, body: { note }, headers: writeHeaders(key, version) })).data!;
}
