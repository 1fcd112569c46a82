/** Correcting one field: the old value stays on record, the reason is asked. Conflicts are shown side by side. */
import { Modal } from 'antd';
import { useState } from 'react';
import { correctCase } from '@/api/calls/correct-case';
import type { CasePage } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { Conflict, conflictOf } from '@/parts/Conflict';
import { useUi } from '@/words/ui';

const fields = ['onset', 'specimen', 'diagnosis', 'reported', 'isolated', 'exposure_start', 'exposure_end', 'death', 'case_class', 'found_by', 'place', 'outcome'] as const;
type Field = (typeof fields)[number];
const dates: readonly Field[] = ['onset', 'specimen', 'diagnosis', 'reported', 'exposure_start', 'exposure_end', 'isolated', 'death'];
const choices: Partial<Record<Field, [string, 'caseClass' | 'foundBy' | 'outcome'][]>> = {
  case_class: ['confirmed', 'asymptomatic', 'probable', 'suspected', 'discarded'].map((code) => [code, 'caseClass']),
  found_by: ['control', 'screening', 'community'].map((code) => [code, 'foundBy']),
  outcome: ['alive', 'recovered', 'dead'].map((code) => [code, 'outcome']),
};

/** Ask for field, value and reason. */
export function CorrectionForm({ data, onClose }: { data: CasePage; onClose: () => void }) {
  const { w } = useUi();
  const words = w.caseWords;
  const [field, setField] = useState<Field>('onset');
  const [value, setValue] = useState('');
  const [why, setWhy] = useState('');
  const correct = useWrite(correctCase, { touches: ['case', 'cases', 'figures', 'contacts', 'tasks', 'feed'], onDone: onClose });
  const send = (version: number) => correct.mutate({ id: data.id, version, field, value: value === '' ? null : value, why });
  return (
    <Modal open title={`${words.correctTitle} · ${data.number}`} onCancel={onClose} footer={null}>
      <form style={{ display: 'grid', gap: 10 }} onSubmit={(event) => { event.preventDefault(); send(data.version); }}>
        <label className="fld"><span>{words.field}</span>
          <select className="in" value={field} onChange={(event) => { setField(event.target.value as Field); setValue(''); }}>{fields.map((name) => <option key={name} value={name}>{w.terms.field[name]}</option>)}</select></label>
        <label className="fld"><span>{words.value} · {words.emptyIsUnknown}</span><ValueInput field={field} value={value} onChange={setValue} /></label>
        <label className="fld"><span>{words.why} · {words.whyHint}</span><textarea className="in" rows={3} required value={why} onChange={(event) => setWhy(event.target.value)} /></label>
        {correct.isError && !conflictOf(correct.error) && <Trouble error={correct.error} />}
        <Conflict error={correct.error} mine={{ [field]: value }} onKeep={(current) => send(current.version)} onTake={onClose} />
        <span style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={onClose}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={correct.isPending}>{correct.isPending ? words.sending : words.send}</button>
        </span>
      </form>
    </Modal>
  );
}

function ValueInput({ field, value, onChange }: { field: Field; value: string; onChange: (value: string) => void }) {
  const { w, name } = useUi();
  const options = choices[field];
  if (options) return <select className="in" value={value} onChange={(event) => onChange(event.target.value)}><option value="">{w.common.unknown}</option>{options.map(([code, group]) => <option key={code} value={code}>{name(group, code)}</option>)}</select>;
  return <input className="in" type={dates.includes(field) ? 'date' : 'text'} value={value} onChange={(event) => onChange(event.target.value)} />;
}
