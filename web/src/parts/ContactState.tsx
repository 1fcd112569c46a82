/** The state of a contact as shape and word. */
import type { Contact } from '@/api/types';
import { useUi } from '@/words/ui';
import { Status } from './Icon';

/** Show proposed, confirmed or refuted; a contact that became a case says so. */
export function ContactState({ contact }: { contact: Contact }) {
  const { w, name } = useUi();
  if (contact.became_case) return <Status sign="soon">{w.caseWords.became(contact.became_case.number)}</Status>;
  const sign = contact.state === 'confirmed' ? 'ok' : contact.state === 'refuted' ? 'block' : 'run';
  return <Status sign={sign}>{name('contactState', contact.state)}</Status>;
}
