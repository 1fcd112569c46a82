/** The tiers a person may choose when changing a proposal, taken from the contacts on screen so that the edition's own words are used. */
import type { Contact, Text } from '@/api/types';

/** Give tier code and label pairs, each once. */
export function tiersIn(contacts: Contact[]): [string, Text][] {
  return [...new Map(contacts.map((contact) => [contact.tier, contact.tier_label])).entries()];
}
