/** The fields of a post to give: role, area, end, purposes. Limits are the administrator's own post. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeepingOptions, NewPost } from '@/api/accounts';
import { areasForPosts } from '@/api/calls/accounts';
import type { Role } from '@/api/types';
import { useUi } from '@/words/ui';
import { dayField, endOfDay, latestEnd } from './days';

type Props = { options: KeepingOptions; value: NewPost; onChange: (value: NewPost) => void; roles: Role[] };

/** Draw the fields. */
export function PostFields({ options, value, onChange, roles }: Props) {
  const { w, name, moment } = useUi();
  const words = w.accounts;
  const latest = latestEnd(options.own);
  return (
    <>
      <label className="fld"><span>{words.role}</span>
        <select className="in" value={value.role} onChange={(event) => onChange({ ...value, role: event.target.value as Role, purposes: [] })}>{roles.map((role) => <option key={role} value={role}>{name('role', role)}</option>)}</select></label>
      <AreaField value={value.area} onChange={(area) => onChange({ ...value, area })} />
      <label className="fld"><span>{words.ends}{latest && <> · {words.endsHint(moment(latest))}</>}</span>
        <input className="in" type="date" required value={dayField(value.ends)} max={latest ? dayField(latest) : undefined} onChange={(event) => onChange({ ...value, ends: endOfDay(event.target.value, latest) })} /></label>
      <Purposes options={options} value={value} onChange={onChange} />
    </>
  );
}

function AreaField({ value, onChange }: { value: string; onChange: (area: string) => void }) {
  const { w, text } = useUi();
  const words = w.accounts;
  const [typed, setTyped] = useState('');
  const areas = useQuery(areasForPosts(typed)).data ?? [];
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 8, alignItems: 'end' }}>
      <label className="fld"><span>{words.areaFind}</span><input className="in" type="search" value={typed} onChange={(event) => { setTyped(event.target.value); onChange(''); }} /></label>
      <label className="fld"><span>{words.area}</span>
        <select className="in" required value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{areas.length === 0 ? words.areaNone : w.common.none}</option>
          {areas.map((area) => <option key={area.id} value={area.id}>{text(area.name)} {area.code}</option>)}
        </select></label>
    </div>
  );
}

function Purposes({ options, value, onChange }: Omit<Props, 'roles'>) {
  const { w, text } = useUi();
  const words = w.accounts;
  const [chosen, setChosen] = useState(value.purposes.length > 0);
  const known = new Map(options.purposes.map((one) => [one.purpose, one.name]));
  const offered = options.roles.find((one) => one.role === value.role)?.purposes ?? [];
  const toggle = (purpose: string, on: boolean) => onChange({ ...value, purposes: on ? [...value.purposes, purpose] : value.purposes.filter((one) => one !== purpose) });
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className="t3">{words.purposes}</legend>
      <label style={{ display: 'flex', gap: 8 }}><input type="radio" name="purposes" checked={!chosen} onChange={() => { setChosen(false); onChange({ ...value, purposes: [] }); }} />{words.allPurposes}</label>
      <label style={{ display: 'flex', gap: 8 }}><input type="radio" name="purposes" checked={chosen} onChange={() => setChosen(true)} />{words.onlyPurposes}</label>
      {chosen && <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))', paddingLeft: 24 }}>{offered.map((purpose) => (
        <label key={purpose} style={{ display: 'flex', gap: 6 }}><input type="checkbox" checked={value.purposes.includes(purpose)} onChange={(event) => toggle(purpose, event.target.checked)} />{text(known.get(purpose) ?? purpose)}</label>
      ))}</div>}
    </fieldset>
  );
}
