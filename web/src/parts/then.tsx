/** The moment in the address: which one is asked for, which pages can show it, and links that take it along. */
import { useCallback, useMemo } from 'react';
import { Link, useLocation, type LinkProps } from 'react-router';
import { instantOf, isPast, now, type Then } from '@/api/then';
import { useServerNow } from '@/time/clock';

const names = ['as_of', 'as_known'] as const;
const places = ['/overview', '/cases', '/contacts', '/tasks', '/transmission'];

/** Whether a page can show another moment than now. */
export function showsPast(pathname: string): boolean {
  return places.includes(pathname.replace(/\/+$/, ''));
}

/** Read the moment of an address; a plus that somebody typed by hand arrives as a space. */
export function readThen(search: string): Then {
  const found = new URLSearchParams(search);
  const given = names.map((name) => [name, (found.get(name) ?? '').replace(/^(\S+T\S+) (?=\d\d:?\d\d$)/, '$1+')]).filter(([, value]) => value !== '');
  return given.length === 0 ? now : (Object.fromEntries(given) as Then);
}

/** Give an address with a moment in place of its own; `now` takes it out. */
export function atMoment(to: string, then: Then): string {
  const [path = '', search = ''] = to.split('?');
  const next = new URLSearchParams(search);
  for (const name of names) {
    next.delete(name);
    if (then[name] !== undefined) next.set(name, then[name]);
  }
  return next.size === 0 ? path : `${path}?${next}`;
}

/** Read the moment in the address, also where the page can't show it. */
export function useAsked(): Then {
  const { search } = useLocation();
  return useMemo(() => readThen(search), [search]);
}

/** Read the moment this page shows. */
export function useThen(): Then {
  const asked = useAsked();
  return showsPast(useLocation().pathname) ? asked : now;
}

/** Give the instant that times left are counted from: the server's clock, or the moment shown. */
export function useShownNow(): number {
  const at = Date.parse(instantOf(useThen()) ?? '');
  const clock = useServerNow();
  return Number.isNaN(at) ? clock : at;
}

/** Give a way to take the moment of this address along to another. */
export function useKeep(): (to: string) => string {
  const asked = useAsked();
  return useCallback((to: string) => (isPast(asked) ? atMoment(to, asked) : to), [asked]);
}

/** A link that takes the moment along. */
export function ThenLink({ to, ...rest }: Omit<LinkProps, 'to'> & { to: string }) {
  return <Link to={useKeep()(to)} {...rest} />;
}

/** Give the name of a picture with the moment it shows. */
export function stamped(name: string, then: Then): string {
  return [name, ...names.flatMap((key) => then[key] === undefined ? [] : [`${key}-${then[key]}`])].join('_').replaceAll(':', '');
}
