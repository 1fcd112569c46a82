/** GET /ledger and the proofs that everybody may ask for. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export type Checkpoint = { origin: string; size: number; root: string; at: string; key: string; note: string };
export type Proof = {
  format: string; event: string; key: string; checkpoint: string;
  leaf: { number: number; data: string }; path: string[];
  item: { number: number; count: number; hash: string; path: string[] } | null;
};
export type Standing = {
  size: number; waiting: number; oldest_s: number; late: number; limit_s: number; last: Checkpoint | null;
  witnesses: { name: string; key: string; last: string | null }[];
  days: { day: string; kind: string; count: number }[];
  alarms: string[]; zone: string; as_of: string;
};

const everySeconds = 15;

export const ledgerQuery = () =>
  queryOptions({
    queryKey: ['ledger'],
    queryFn: async ({ signal }) => (await client.GET('/ledger', { signal })).data!,
    refetchInterval: everySeconds * 1_000,
  });

export const proofQuery = (event: string) =>
  queryOptions({
    queryKey: ['ledger', 'proof', event],
    queryFn: async ({ signal }) => (await client.GET('/ledger/inclusion/{event}', { signal, params: { path: { event } } })).data!,
    staleTime: Infinity,
  });
