/** Choosing the moment: date and time in the zone of the incident's area, and whether later knowledge counts. */
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { instantOf } from '@/api/then';
import { atMoment } from '@/parts/then';
import { serverNow } from '@/time/clock';
import { zoneName } from '@/time/format';
import { localOf, withOffset } from '@/time/local';
import { useUi } from '@/words/ui';
import type { Standing } from './useStanding';

const [hour, day] = [3_600_000, 24 * 3_600_000];

/** Ask for a moment and go there; Escape leaves it. */
export function ThenForm({ standing, onClose }: { standing: Standing; onClose: () => void }) {
  const { w, zone: own } = useUi();
  const { then, zone } = standing;
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const first = useRef<HTMLInputElement>(null);
  const [start] = useState(() => instantOf(then) ?? Math.floor((serverNow() - day) / hour) * hour);
  const [typed, setTyped] = useState<string | null>(null);
  const [key, setKey] = useState<'as_known' | 'as_of'>(then.as_of !== undefined && then.as_known === undefined ? 'as_of' : 'as_known');
  useEffect(() => first.current?.focus(), []);
  const shown = typed ?? written(start, zone ?? own);
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (shown === '' || zone === null) return;
    onClose();
    void navigate(atMoment(`${pathname}${search}`, { [key]: withOffset(shown, zone) }));
  };
  return (
    <form id="then" className="thenform" aria-label={w.known.title} noValidate onSubmit={show} onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && onClose()}>
      <label className="fld"><span>{w.known.at(zone === null ? w.common.loading : `${zoneName(serverNow(), zone)}, ${zone}`)}</span>
        <input ref={first} className="in" type="datetime-local" value={shown} max={written(serverNow(), zone ?? own)} onChange={(event) => setTyped(event.target.value)} /></label>
      <fieldset><legend className="sr">{w.known.how}</legend>
        <Way name="as_known" chosen={key} onChoose={setKey} words={w.known.then} hint={w.known.thenHint} />
        <Way name="as_of" chosen={key} onChoose={setKey} words={w.known.today} hint={w.known.todayHint} />
      </fieldset>
      <span className="acts"><button type="submit" className="btn pri" disabled={shown === '' || zone === null}>{w.known.show}</button><button type="button" className="btn" onClick={onClose}>{w.common.cancel}</button></span>
    </form>
  );
}

type WayProps<Name> = { name: Name; chosen: Name; onChoose: (name: Name) => void; words: string; hint: string };

function Way<Name extends string>({ name, chosen, onChoose, words, hint }: WayProps<Name>) {
  return <label><input type="radio" name="then" checked={chosen === name} onChange={() => onChoose(name)} /> {words} <span className="t3">{hint}</span></label>;
}

function written(at: string | number, zone: string): string {
  return Number.isNaN(new Date(at).getTime()) ? '' : localOf(at, zone);
}
