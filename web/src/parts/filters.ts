/** Filters that live in the address bar, so that a list can be linked and comes back after a reload. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type Filters = Record<string, string>;

/** Read the named filters from the address and give ways to set one and to clear them; what else the address says stays. */
export function useFilters(names: readonly string[]): [Filters, (name: string, value: string) => void, () => void] {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(
    () => Object.fromEntries(names.map((name) => [name, search.get(name) ?? '']).filter(([, value]) => value !== '')) as Filters,
    [names, search],
  );
  const set = useCallback((name: string, value: string) => setSearch((was) => changed(was, name, value), { replace: true }), [setSearch]);
  const clear = useCallback(() => setSearch((was) => names.reduce((next, name) => changed(next, name, ''), was), { replace: true }), [names, setSearch]);
  return [filters, set, clear];
}

function changed(was: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(was);
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}
