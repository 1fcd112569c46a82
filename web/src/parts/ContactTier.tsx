/** The tier of a contact with its clause; where the edition can't say yet, what it needs. */
import type { Contact } from '@/api/types';
import { useUi } from '@/words/ui';
import { ClauseChip } from './ClauseChip';
import { Status } from './Icon';

/** Show the tier, or that it is undecided. */
export function ContactTier({ contact }: { contact: Contact }) {
  const { w, text } = useUi();
  const clause = contact.reasons[0]?.clause;
  if (contact.tier_label === null && !contact.undecided && clause) return <ClauseChip clause={clause} words={w.contacts.tierNone} />;
  if (contact.tier_label === null) {
    const needs = contact.needs_words.map(text).join(w.common.listComma);
    return <><Status sign="unk">{w.contacts.tierUndecided}</Status>{needs !== '' && <span className="sub"> {w.caseWords.needs(needs)}</span>}</>;
  }
  return clause ? <ClauseChip clause={clause} words={text(contact.tier_label)} /> : <>{text(contact.tier_label)}</>;
}
