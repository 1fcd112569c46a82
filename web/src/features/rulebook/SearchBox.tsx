/** The search of the rulebook: `/` focuses it, arrows choose, Enter opens. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { rulebookSearchQuery } from '@/api/calls/search-rulebook';
import type { Place } from '@/api/rulebook';
import { Await, Empty } from '@/parts/Await';
import { Certainty } from '@/parts/Certainty';
import { useUi } from '@/words/ui';
import { addressOf } from './places';

const pause = 250;

/** Draw the box and what it finds; `value` stands in the address. */
export function SearchBox({ value, onSet }: { value: string; onSet: (q: string) => void }) {
  const { w, n } = useUi();
  const words = w.rulebook;
  const box = useRef<HTMLInputElement>(null);
  const id = useId();
  const go = useNavigate();
  const [typed, setTyped] = useState(value);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const wait = setTimeout(() => typed.trim() !== value && onSet(typed.trim()), pause);
    return () => clearTimeout(wait);
  }, [typed]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => setAt(0), [value]);
  useEffect(() => focusBySlash(() => box.current?.focus()), []);
  const query = useQuery({ ...rulebookSearchQuery(value), enabled: value !== '' });
  const items = value === '' ? [] : (query.data?.items ?? []);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      const next = (at + step + items.length) % items.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter' && items[at]) void go(addressOf(items[at]));
    if (event.key === 'Escape') setTyped('');
  };
  return (
    <search className="find">
      <label className="fld"><span>{words.search} <kbd>/</kbd></span>
        <input ref={box} className="in" type="search" role="combobox" aria-expanded={items.length > 0} aria-controls={id} aria-activedescendant={items.length > 0 ? `${id}-${at}` : undefined} autoComplete="off" maxLength={80}
          placeholder={words.searchHint} value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={press} /></label>
      {value !== '' && <Await query={query} rows={4}>{(data) => (data.total === 0 ? <Empty>{words.nothingFound(value)}</Empty> : (
        <>
          <p className="sub pad" role="status">{data.total > data.items.length ? words.foundFirst(n(data.items.length), n(data.total)) : words.found(n(data.total))}</p>
          <ul id={id} role="listbox" aria-label={words.results} className="places">{data.items.map((place, index) => <Row key={`${place.kind}${place.edition}${place.key}${index}`} id={`${id}-${index}`} place={place} chosen={index === at} onOpen={() => void go(addressOf(place))} />)}</ul>
        </>
      ))}</Await>}
    </search>
  );
}

function Row({ id, place, chosen, onOpen }: { id: string; place: Place; chosen: boolean; onOpen: () => void }) {
  const { w, n, text, name } = useUi();
  return (
    <li id={id} role="option" aria-selected={chosen} className={chosen ? 'place sel' : 'place'} onClick={onOpen}>
        <span className="kind">{w.rulebook.kinds[place.kind]}</span>
        <span><b className="mono">{place.label}</b> <b>{text(place.title)}</b>{place.values && <b> · {place.values.map(n).join(w.rulebook.comma)} {name('unit', place.unit)}</b>} {place.text && <span className="t2">{text(place.text)}</span>}</span>
        {place.certainty && <span className="hide-s sub"><Certainty value={place.certainty} short /></span>}
    </li>
  );
}

function focusBySlash(focus: () => void): () => void {
  const listen = (event: globalThis.KeyboardEvent) => {
    const within = event.target instanceof Element && event.target.closest('input, select, textarea');
    if (event.key !== '/' || within || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    focus();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}
