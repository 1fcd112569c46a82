/** The tiers a person may choose: those of the edition where it lists them, else those of the contacts on screen. */
import type { Contact, Edition, Text } from '@/api/types';

/** Give tier code and label pairs, each once. */
export function tiersIn(contacts: Contact[], edition?: Edition): [string, Text][] {
  if (edition?.tiers) return edition.tiers.map((tier) => [tier.id, tier.label]);
  const seen = new Map<string, Text>();
  for (const contact of contacts) if (contact.tier !== null && contact.tier_label !== null) seen.set(contact.tier, contact.tier_label);
  return [...seen];
}
