/** The way from an open contact to the questions that decide it; nothing where no answer of an exposure would help. */
import { useState } from 'react';
import type { CasePage, Contact } from '@/api/types';
import { useUi } from '@/words/ui';
import { exposuresOf, isOpen } from './draft';
import { ToldForm } from './ToldForm';

/** Offer to answer what a contact's decision needs. */
export function AnswerButton({ contact, data }: { contact: Contact; data: CasePage }) {
  const { w, zone } = useUi();
  const [isAsked, setAsked] = useState(false);
  const exposures = exposuresOf(contact, data.exposures);
  if (!isOpen(contact) || exposures.length === 0) return null;
  return (
    <>
      <button type="button" className="btn sm pri" aria-label={`${w.told.answer} · ${contact.person.name ?? w.contacts.noName}`} onClick={() => setAsked(true)}>{w.told.answer}</button>
      {isAsked && <ToldForm exposures={exposures} needs={contact.needs} zone={data.zone ?? zone} onClose={() => setAsked(false)} />}
    </>
  );
}
