/** Answering what a decision needs of an exposure, correcting it, or withdrawing it. The rules decide again by themselves. */
import { Modal } from 'antd';
import { useState } from 'react';
import { tellAgain, withdrawExposure } from '@/api/calls/tell-again';
import type { Exposure } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { Conflict, conflictOf } from '@/parts/Conflict';
import { useUi } from '@/words/ui';
import { departs, differing, fieldsFor, toDraft, toldFields, type ToldField } from './draft';
import { ToldFields } from './ToldFields';

const touches = ['case', 'contacts', 'contact', 'figures', 'tasks', 'feed'];
type Props = { exposures: Exposure[]; needs: string[]; zone: string; onClose: () => void };

/** Ask for what is needed first (`needs` empty: everything); the first exposure is the one meant unless another is chosen. */
export function ToldForm({ exposures, needs, zone, onClose }: Props) {
  const { w, day, name } = useUi();
  const [id, setId] = useState(exposures[0]?.id);
  const exposure = exposures.find((row) => row.id === id);
  if (!exposure) return null;
  const who = exposure.person.name ?? w.contacts.noName;
  return (
    <Modal open width={720} title={needs.length > 0 ? w.told.answerTitle(who) : w.told.correctTitle(who)} onCancel={onClose} footer={null}>
      {exposures.length > 1 && (
        <label className="fld"><span>{w.told.which}</span>
          <select className="in" value={id} onChange={(event) => setId(event.target.value)}>{exposures.map((row) => <option key={row.id} value={row.id}>{name('setting', row.setting)} · {day(row.first)} → {day(row.last)}</option>)}</select></label>
      )}
      <Form key={exposure.id} exposure={exposure} asked={fieldsFor(needs)} zone={zone} onClose={onClose} />
    </Modal>
  );
}

function Form({ exposure, asked, zone, onClose }: { exposure: Exposure; asked: ToldField[]; zone: string; onClose: () => void }) {
  const { w } = useUi();
  const words = w.told;
  const before = toDraft(exposure, zone);
  const [draft, setDraft] = useState(before);
  const [why, setWhy] = useState('');
  const [withdrawing, setWithdrawing] = useState(false);
  const tell = useWrite(tellAgain, { touches, onDone: onClose });
  const take = useWrite(withdrawExposure, { touches, onDone: onClose });
  const fields = toldFields.filter((field) => exposure.via !== null || !field.startsWith('via_'));
  const others = fields.filter((field) => !asked.includes(field));
  const body = differing(before, draft);
  const needsReason = withdrawing || departs(before, draft);
  const failed = withdrawing ? take : tell;
  const send = (version: number) => (withdrawing ? take.mutate({ id: exposure.id, version, why }) : tell.mutate({ id: exposure.id, version, why, ...body }));
  return (
    <form className="toldform" onSubmit={(event) => { event.preventDefault(); send(exposure.version); }}>
      {!withdrawing && asked.length > 0 && <><p className="t2">{words.asked}</p><ToldFields fields={asked.filter((field) => fields.includes(field))} draft={draft} onChange={setDraft} focus /></>}
      {!withdrawing && (asked.length === 0 ? <ToldFields fields={others} draft={draft} onChange={setDraft} /> : <details><summary>{words.everything}</summary><ToldFields fields={others} draft={draft} onChange={setDraft} /></details>)}
      {withdrawing && <p className="t2">{words.withdrawHint}</p>}
      <label className="fld"><span>{withdrawing ? words.withdrawWhy : needsReason ? words.whyOther : words.whyMore}</span><textarea className="in" rows={2} required={needsReason} value={why} onChange={(event) => setWhy(event.target.value)} /></label>
      {failed.isError && !conflictOf(failed.error) && <Trouble error={failed.error} />}
      <Conflict error={failed.error} mine={Object.fromEntries(Object.entries(body).map(([field, value]) => [field, value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)]))} onKeep={(current) => send(current.version)} onTake={onClose} />
      <span className="ends">
        {!withdrawing && <button type="button" className="btn txt" onClick={() => setWithdrawing(true)}>{words.withdraw}</button>}
        <span className="r">
          <button type="button" className="btn" onClick={withdrawing ? () => setWithdrawing(false) : onClose}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={failed.isPending || (!withdrawing && Object.keys(body).length === 0)}>{failed.isPending ? words.saving : withdrawing ? words.withdraw : words.save}</button>
        </span>
      </span>
    </form>
  );
}
