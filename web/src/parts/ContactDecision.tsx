/** Deciding on a proposed contact: confirm with one press; another tier or a refusal asks for a reason. */
import { Modal } from 'antd';
import { useState } from 'react';
import { decideContact } from '@/api/calls/decide-contact';
import type { Contact, Text } from '@/api/types';
import { useWrite } from '@/api/write';
import { useUi } from '@/words/ui';
import { Trouble } from './Await';
import { Conflict, conflictOf } from './Conflict';

export type Asked = 'change' | 'refute' | null;
type Props = { contact: Contact; tiers: [string, Text][]; asked: Asked; onAsk: (asked: Asked) => void };

/** Write decisions of contacts. */
export function useDecision() {
  return useWrite(decideContact, { touches: ['contacts', 'contact', 'case', 'figures', 'tasks', 'feed'] });
}

/** Say whether there is a proposal to confirm: where no tier is known, one is answered for or chosen. */
export function isConfirmable(contact: Contact): boolean {
  return contact.state === 'proposed' && contact.tier !== null;
}

/** Buttons for one contact; `asked` opens the question for a reason. */
export function ContactDecision({ contact, tiers, asked, onAsk }: Props) {
  const { w } = useUi();
  const decide = useDecision();
  const base = { id: contact.id, version: contact.version };
  return (
    <>
      <span className="nw">
        {isConfirmable(contact) && <button type="button" className="btn sm" disabled={decide.isPending} onClick={() => decide.mutate({ ...base, state: 'confirmed' })}>{w.contacts.confirm}</button>}
        <button type="button" className="btn txt sm" onClick={() => onAsk('change')}>{w.contacts.change}</button>
        {contact.state !== 'refuted' && <button type="button" className="btn txt sm" onClick={() => onAsk('refute')}>{w.contacts.refute}</button>}
      </span>
      {decide.isError && asked === null && !conflictOf(decide.error) && <Trouble error={decide.error} />}
      {asked === null && <Conflict error={decide.error} mine={{ state: w.terms.contactState.confirmed! }} terms={{ state: w.terms.contactState }} onKeep={(current) => decide.mutate({ id: contact.id, version: current.version, state: 'confirmed' })} onTake={() => decide.reset()} />}
      {asked !== null && <Question contact={contact} tiers={tiers} asked={asked} onClose={() => onAsk(null)} />}
    </>
  );
}

function Question({ contact, tiers, asked, onClose }: { contact: Contact; tiers: [string, Text][]; asked: 'change' | 'refute'; onClose: () => void }) {
  const { w, text } = useUi();
  const [tier, setTier] = useState(contact.tier ?? tiers[0]?.[0] ?? '');
  const [why, setWhy] = useState('');
  const decide = useDecision();
  const words = w.contacts;
  const send = (version: number) => decide.mutate(
    asked === 'refute' ? { id: contact.id, version, state: 'refuted', why } : { id: contact.id, version, state: 'confirmed', tier, why },
    { onSuccess: onClose },
  );
  return (
    <Modal open title={`${asked === 'refute' ? words.refute : words.change} · ${contact.person.name ?? words.noName}`} onCancel={onClose} footer={null}>
      <form style={{ display: 'grid', gap: 10 }} onSubmit={(event) => { event.preventDefault(); send(contact.version); }}>
        {asked === 'change' && (
          <label className="fld"><span>{words.newTier}</span>
            <select className="in" value={tier} onChange={(event) => setTier(event.target.value)}>{tiers.map(([code, label]) => <option key={code} value={code}>{text(label)}</option>)}</select></label>
        )}
        <label className="fld"><span>{asked === 'refute' ? words.whyRefute : words.whyChange}</span>
          <textarea className="in" rows={3} required autoFocus value={why} onChange={(event) => setWhy(event.target.value)} /></label>
        {decide.isError && !conflictOf(decide.error) && <Trouble error={decide.error} />}
        <Conflict error={decide.error} mine={{ state: w.terms.contactState[asked === 'refute' ? 'refuted' : 'confirmed']!, tier, why }} terms={{ state: w.terms.contactState }} onKeep={(current) => send(current.version)} onTake={onClose} />
        <span style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={onClose}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={decide.isPending}>{words.decide}</button>
        </span>
      </form>
    </Modal>
  );
}
