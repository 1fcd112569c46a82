/** A form made from what a rule asks for. Everything may be unknown; what is not filled in is not sent. */
import type { Codes, FactField, Given } from '@/api/rulebook';
import { withOffset } from '@/time/local';
import { useUi } from '@/words/ui';
import { isGiven, optionsOf, put, type Path } from './facts';

type Props = { fields: FactField[]; given: Given; codes: Codes | undefined; zone: string; changed: ReadonlySet<string>; onChange: (given: Given) => void };
type Context = { root: Given; codes: Codes | undefined; zone: string; changed: ReadonlySet<string>; set: (path: Path, value: unknown) => void };

/** Draw the fields; groups as fieldsets, lists as rows that can be added. */
export function FactForm({ fields, given, codes, zone, changed, onChange }: Props) {
  const context: Context = { root: given, codes, zone, changed, set: (path, value) => onChange(put(given, path, value) as Given) };
  return <Fields fields={fields} value={given} path={[]} context={context} />;
}

function Fields({ fields, value, path, context }: { fields: FactField[]; value: Given; path: Path; context: Context }) {
  const plain = fields.filter((field) => field.kind !== 'group' && field.kind !== 'list');
  const deep = fields.filter((field) => field.kind === 'group' || field.kind === 'list');
  return (
    <>
      {plain.length > 0 && <div className="factgrid">{plain.map((field) => <Leaf key={field.name} field={field} value={value[field.name]} path={[...path, field.name]} context={context} />)}</div>}
      {deep.map((field) => <Deep key={field.name} field={field} value={value[field.name]} path={[...path, field.name]} context={context} />)}
    </>
  );
}

type FieldProps = { field: FactField; value: unknown; path: Path; context: Context };

function Leaf({ field, value, path, context }: FieldProps) {
  const { w, text } = useUi();
  const changed = context.changed.has(path.join('.'));
  return (
    <label className={`fld ${changed ? 'changed' : ''}`}>
      <span>{text(field.label)}{field.needed && <span aria-hidden="true"> *</span>}{changed && <b> {w.rulebook.changedMark}</b>}</span>
      <Input field={field} value={value} context={context} set={(next) => context.set(path, next)} />
    </label>
  );
}

function Input({ field, value, context, set }: { field: FactField; value: unknown; context: Context; set: (value: unknown) => void }) {
  const { w, text } = useUi();
  const options = optionsOf(field, context.codes);
  const shown = value === undefined || value === null ? '' : String(value);
  if (field.kind === 'truth') {
    return <select className="in" value={shown} onChange={(event) => set(event.target.value === '' ? undefined : event.target.value === 'true')}><option value="">{w.common.unknown}</option><option value="true">{w.common.yes}</option><option value="false">{w.common.no}</option></select>;
  }
  if (options.length > 0) {
    const known = shown === '' || options.some((one) => one.value === shown);
    return <select className="in" required={field.needed} value={shown} onChange={(event) => set(event.target.value || undefined)}><option value="">{w.common.unknown}</option>{!known && <option value={shown}>{w.rulebook.notHere}</option>}{options.map((one) => <option key={one.value} value={one.value}>{text(one.label)}</option>)}</select>;
  }
  switch (field.kind) {
    case 'day': return <input className="in" type={/^\d{4}-\d{2}$/.test(shown) ? 'month' : 'date'} value={shown} onChange={(event) => set(event.target.value || undefined)} />;
    case 'instant': return <input className="in" type="datetime-local" value={shown.slice(0, 16)} onChange={(event) => set(event.target.value === '' ? undefined : withOffset(event.target.value, context.zone))} />;
    case 'number': return <input className="in" type="number" min={0} step="any" value={shown} onChange={(event) => set(event.target.value === '' ? undefined : Number(event.target.value))} />;
    default: return <input className="in" type="text" required={field.needed} maxLength={120} value={shown} onChange={(event) => set(event.target.value || undefined)} />;
  }
}

function Deep(props: FieldProps) {
  const { text, w } = useUi();
  const { field, value, path, context } = props;
  const open = field.needed || (value !== undefined && value !== null);
  const start = field.kind === 'group' ? {} : [];
  return (
    <fieldset className="facts-of">
      <legend>{text(field.label)}{!field.needed && (
        <label className="known"><input type="checkbox" checked={open} onChange={(event) => context.set(path, event.target.checked ? start : undefined)} /> {w.rulebook.known}</label>
      )}</legend>
      {open && (field.kind === 'group' ? <Fields fields={field.of} value={isGiven(value) ? value : {}} path={path} context={context} /> : <List {...props} value={Array.isArray(value) ? value : []} />)}
    </fieldset>
  );
}

function List({ field, value, path, context }: Omit<FieldProps, 'value'> & { value: unknown[] }) {
  const { w, text } = useUi();
  const options = optionsOf(field, context.codes);
  if (field.of.length === 0 && options.length > 0) {
    const flip = (code: string, on: boolean) => context.set(path, on ? [...value, code] : value.filter((one) => one !== code));
    return <div className="checks">{options.map((one) => <label key={one.value}><input type="checkbox" checked={value.includes(one.value)} onChange={(event) => flip(one.value, event.target.checked)} /> {text(one.label)}</label>)}</div>;
  }
  return (
    <>
      {value.map((one, index) => (
        <div key={index} className="factrow">
          <span className="sub">{w.rulebook.row(index + 1)}</span>
          {field.of.length > 0 ? <Fields fields={field.of} value={isGiven(one) ? one : {}} path={[...path, index]} context={context} />
            : <input className="in" type="date" aria-label={`${text(field.label)} ${index + 1}`} value={String(one)} onChange={(event) => context.set([...path, index], event.target.value)} />}
          <button type="button" className="btn txt sm" onClick={() => context.set([...path, index], undefined)}>{w.rulebook.removeRow}</button>
        </div>
      ))}
      <button type="button" className="btn sm" onClick={() => context.set([...path, value.length], field.of.length > 0 ? {} : '')}>{w.rulebook.addRow}</button>
    </>
  );
}
