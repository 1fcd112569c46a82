/** The question in the address: facts, day, zone, one or two editions. A colleague who opens it sees the same. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Given, WorkedExample } from '@/api/rulebook';
import { useDesk } from '@/parts/desk';
import { serverNow } from '@/time/clock';
import { dayOf, time } from '@/time/format';
import { useUi } from '@/words/ui';
import { isGiven } from './facts';

export type Supposed = { edition: string; other: string; at: string; zone: string; beside: boolean; area: string; given: Given; example: number | null };
type Change = Partial<Record<'edition' | 'other' | 'at' | 'zone' | 'beside' | 'area' | 'given' | 'example', string>>;

/** Read the question from the address, with what stands for what it leaves out; and ways to change it. */
export function useQuestion(editions: string[]) {
  const [search, setSearch] = useSearchParams();
  const { zone } = useUi();
  const { incident } = useDesk();
  const first = incident?.edition && editions.includes(incident.edition.id) ? incident.edition.id : (editions[0] ?? incident?.edition?.id ?? '');
  const supposed = useMemo((): Supposed => ({
    edition: search.get('edition') ?? first,
    other: search.get('with') ?? '',
    at: search.get('at') ?? `${dayOf(serverNow(), zone)}T${time(serverNow(), 'en', zone)}`.slice(0, 13) + ':00',
    zone: search.get('zone') ?? zone,
    beside: search.get('beside') !== '0',
    area: search.get('area') ?? '',
    given: readGiven(search.get('given')),
    example: search.has('example') ? Number(search.get('example')) : null,
  }), [search, zone, first]);
  const change = useCallback((what: Change) => setSearch((was) => {
    const next = new URLSearchParams(was);
    for (const [name, value] of Object.entries(what)) {
      const key = name === 'other' ? 'with' : name;
      if (value === undefined || value === '') next.delete(key);
      else next.set(key, value);
    }
    return next;
  }, { replace: true }), [setSearch]);
  const take = useCallback((one: WorkedExample, index: number) => change({
    edition: one.edition, at: one.as_of, zone: one.zone, beside: one.beside ? '1' : '0', area: one.area, given: JSON.stringify(one.given), example: String(index),
  }), [change]);
  const empty = useCallback(() => change({ given: '', example: '', area: '', beside: '' }), [change]);
  return { supposed, change, take, empty };
}

/** Facts from an address; what can't be read is no facts. */
export function readGiven(text: string | null): Given {
  if (text === null) return {};
  try {
    const found: unknown = JSON.parse(text);
    return isGiven(found) ? found : {};
  } catch {
    return {};
  }
}
