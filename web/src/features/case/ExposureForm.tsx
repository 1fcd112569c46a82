/** Recording who was exposed: several people at once; contacts are proposed from it and appear in the table. */
import { Modal } from 'antd';
import { useState } from 'react';
import { recordExposures } from '@/api/calls/record-exposures';
import type { Batch, Contact } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { Status } from '@/parts/Icon';
import { ToldFields } from '@/parts/told/ToldFields';
import { useUi } from '@/words/ui';
import { blank, toRow, type Draft } from './exposureDraft';

type Name = Exclude<keyof Draft, 'key' | 'told'>;

/** Ask for exposures of one case; rejected rows stay in the form with their problem. */
export function ExposureForm({ caseId, contacts, onClose }: { caseId: string; contacts: Contact[]; onClose: () => void }) {
  const { w } = useUi();
  const words = w.caseWords;
  const [drafts, setDrafts] = useState<Draft[]>([blank()]);
  const [answer, setAnswer] = useState<Batch | null>(null);
  const record = useWrite(recordExposures, {
    touches: ['case', 'contacts', 'tasks', 'figures', 'feed'],
    onDone: (batch) => {
      setAnswer(batch);
      if (batch.rejected.length === 0) setDrafts([blank()]);
      else setDrafts((was) => was.filter((_, index) => batch.rejected.some((row) => row.row === index)));
    },
  });
  const change = (index: number, draft: Draft) => setDrafts(drafts.map((was, at) => (at === index ? draft : was)));
  return (
    <Modal open width={920} title={words.exposeTitle} onCancel={onClose} footer={null}>
      <form style={{ display: 'grid', gap: 12 }} onSubmit={(event) => { event.preventDefault(); record.mutate({ id: caseId, rows: drafts.map(toRow) }); }}>
        {drafts.map((draft, index) => <Row key={draft.key} contacts={contacts} index={index} draft={draft} onChange={(next) => change(index, next)} onRemove={drafts.length > 1 ? () => setDrafts(drafts.filter((_, at) => at !== index)) : undefined} />)}
        {answer && <Answer batch={answer} />}
        {record.isError && <Trouble error={record.error} />}
        <span style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <button type="button" className="btn" onClick={() => setDrafts([...drafts, blank()])}>{words.addRow}</button>
          <span style={{ marginLeft: 'auto', display: 'flex', gap: 8 }}>
            <button type="button" className="btn" onClick={onClose}>{w.common.close}</button>
            <button type="submit" className="btn pri" disabled={record.isPending}>{record.isPending ? words.sending : words.exposeSend}</button>
          </span>
        </span>
      </form>
    </Modal>
  );
}

function Answer({ batch }: { batch: Batch }) {
  const { w, text } = useUi();
  return (
    <div role="status">
      {batch.accepted.length > 0 && <p><Status sign="ok">{w.caseWords.exposeDone(batch.accepted.length)}</Status></p>}
      {batch.rejected.length > 0 && <p><Status sign="over">{w.caseWords.exposeRejected(batch.rejected.length)}</Status> {batch.rejected.flatMap((row) => row.problems.map((problem) => text(problem.title))).join(' ')}</p>}
    </div>
  );
}

const more = ['first_at', 'immunity', 'kinds', 'prophylaxis'] as const;
const between = ['via_first', 'via_isolated'] as const;

type RowProps = { contacts: Contact[]; index: number; draft: Draft; onChange: (draft: Draft) => void; onRemove: (() => void) | undefined };

function Row({ contacts, index, draft, onChange, onRemove }: RowProps) {
  const { w } = useUi();
  const field = w.terms.field;
  const input = (name: Name, type = 'text', required = false) => (
    <label className="fld"><span>{field[name]}</span><input className="in" type={type} required={required} min={type === 'number' ? 0 : undefined} value={draft[name]} onChange={(event) => onChange({ ...draft, [name]: event.target.value })} /></label>
  );
  const choose = (name: Name, options: [string, string][], empty: boolean) => (
    <label className="fld"><span>{field[name]}</span><select className="in" value={draft[name]} onChange={(event) => onChange({ ...draft, [name]: event.target.value })}>{empty && <option value="">{w.common.unknown}</option>}{options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select></label>
  );
  const yesNo: [string, string][] = [['yes', w.common.yes], ['no', w.common.no]];
  return (
    <fieldset className="exposure">
      <legend>{w.caseWords.rowOf(index + 1)} {onRemove && <button type="button" className="btn txt sm" onClick={onRemove}>{w.caseWords.removeRow}</button>}</legend>
      {input('name', 'text', true)}{input('phone', 'tel')}{input('age', 'number')}{choose('sex', Object.entries(w.terms.sex), true)}{input('relation')}
      {choose('setting', Object.entries(w.terms.setting), false)}{input('first', 'date')}{input('last', 'date')}{input('minutes', 'number')}{choose('protected', yesNo, true)}{choose('closed_space', yesNo, true)}{input('area_code')}
      <details className="exposuremore">
        <summary>{w.told.more}</summary>
        {contacts.length > 0 && (
          <label className="fld"><span>{w.told.met}</span>
            <select className="in" value={draft.via} onChange={(event) => onChange({ ...draft, via: event.target.value })}><option value="">{w.told.metCase}</option>{contacts.map((one) => <option key={one.id} value={one.id}>{[one.person.name ?? w.contacts.noName, one.relation].filter(Boolean).join(' · ')}</option>)}</select></label>
        )}
        <ToldFields fields={draft.via === '' ? more : [...between, ...more]} draft={draft.told} onChange={(told) => onChange({ ...draft, told })} />
      </details>
    </fieldset>
  );
}
