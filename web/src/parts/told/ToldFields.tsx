/** The questions about an exposure, each with the input that its answer takes. */
import { useUi } from '@/words/ui';
import type { GivenDraft, ToldDraft, ToldField } from './draft';
import './told.css';

type Props = { fields: readonly ToldField[]; draft: ToldDraft; onChange: (draft: ToldDraft) => void; focus?: boolean };

/** Draw the questions; the first takes the keyboard where `focus` is set. */
export function ToldFields({ fields, draft, onChange, focus = false }: Props) {
  const plain = fields.filter((field) => field !== 'kinds' && field !== 'prophylaxis');
  const first = focus ? fields[0] : undefined;
  return (
    <div className="told">
      {plain.length > 0 && <div className="toldgrid">{plain.map((field) => <Plain key={field} field={field} draft={draft} onChange={onChange} focus={field === first} />)}</div>}
      {fields.includes('kinds') && <Kinds value={draft.kinds} onChange={(kinds) => onChange({ ...draft, kinds })} focus={first === 'kinds'} />}
      {fields.includes('prophylaxis') && <Prophylaxis value={draft.prophylaxis} onChange={(prophylaxis) => onChange({ ...draft, prophylaxis })} focus={first === 'prophylaxis'} />}
    </div>
  );
}

function Plain({ field, draft, onChange, focus }: { field: Exclude<ToldField, 'kinds' | 'prophylaxis'>; draft: ToldDraft; onChange: (draft: ToldDraft) => void; focus: boolean }) {
  const { w } = useUi();
  const set = (value: string) => onChange({ ...draft, [field]: value });
  const types: Partial<Record<ToldField, string>> = { first: 'date', last: 'date', via_first: 'date', via_isolated: 'date', first_at: 'datetime-local', minutes: 'number' };
  const choices: Partial<Record<ToldField, [string, string][]>> = {
    setting: Object.entries(w.terms.setting), immunity: Object.entries(w.terms.immunity), protected: [['yes', w.common.yes], ['no', w.common.no]], closed_space: [['yes', w.common.yes], ['no', w.common.no]],
  };
  const options = choices[field];
  return (
    <label className="fld">
      <span>{w.told.ask[field]}</span>
      {options ? <select className="in" autoFocus={focus} value={draft[field]} onChange={(event) => set(event.target.value)}>{field !== 'setting' && <option value="">{w.told.notAsked}</option>}{options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select>
        : <input className="in" autoFocus={focus} type={types[field] ?? 'text'} min={field === 'minutes' ? 0 : undefined} maxLength={60} value={draft[field]} onChange={(event) => set(event.target.value)} />}
    </label>
  );
}

function Kinds({ value, onChange, focus }: { value: string[] | null; onChange: (value: string[] | null) => void; focus: boolean }) {
  const { w } = useUi();
  const chosen = value ?? [];
  const flip = (code: string, on: boolean) => {
    const next = on ? [...chosen, code] : chosen.filter((one) => one !== code);
    onChange(next.length === 0 ? null : next);
  };
  return (
    <fieldset className="toldset">
      <legend>{w.told.ask.kinds}</legend>
      <div className="toldchecks">
        {Object.entries(w.terms.kind).map(([code, label], index) => <label key={code}><input type="checkbox" autoFocus={focus && index === 0} checked={chosen.includes(code)} onChange={(event) => flip(code, event.target.checked)} /> {label}</label>)}
        <label><input type="checkbox" checked={value !== null && chosen.length === 0} onChange={(event) => onChange(event.target.checked ? [] : null)} /> {w.told.none}</label>
      </div>
    </fieldset>
  );
}

function Prophylaxis({ value, onChange, focus }: { value: GivenDraft[] | null; onChange: (value: GivenDraft[] | null) => void; focus: boolean }) {
  const { w } = useUi();
  const first = (): GivenDraft => ({ means: 'vaccine', day: '', time: '' });
  const state = value === null ? '' : value.length === 0 ? 'nothing' : 'something';
  const rows = value ?? [];
  const change = (index: number, row: GivenDraft) => onChange(rows.map((was, at) => (at === index ? row : was)));
  return (
    <fieldset className="toldset">
      <legend>{w.told.ask.prophylaxis}</legend>
      <select className="in" aria-label={w.told.ask.prophylaxis} autoFocus={focus} value={state} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value === 'nothing' ? [] : [first()])}>
        <option value="">{w.told.notAsked}</option><option value="nothing">{w.told.nothingGiven}</option><option value="something">{w.told.somethingGiven}</option>
      </select>
      {rows.map((row, index) => (
        <div key={index} className="toldgiven">
          <label className="fld"><span>{w.told.somethingGiven}</span><select className="in" value={row.means} onChange={(event) => change(index, { ...row, means: event.target.value })}>{Object.entries(w.terms.means).map(([code, label]) => <option key={code} value={code}>{label}</option>)}</select></label>
          <label className="fld"><span>{w.told.givenDay}</span><input className="in" type="date" value={row.day} onChange={(event) => change(index, { ...row, day: event.target.value })} /></label>
          <label className="fld"><span>{w.told.givenTime}</span><input className="in" type="time" disabled={row.day === ''} value={row.time} onChange={(event) => change(index, { ...row, time: event.target.value })} /></label>
          {rows.length > 1 && <button type="button" className="btn txt sm" onClick={() => onChange(rows.filter((_, at) => at !== index))}>{w.told.removeGiven}</button>}
        </div>
      ))}
      {rows.length > 0 && <button type="button" className="btn sm" onClick={() => onChange([...rows, first()])}>{w.told.addGiven}</button>}
    </fieldset>
  );
}
