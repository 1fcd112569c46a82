/** Words of the contact list and of deciding on a contact. */
import type { contacts as Zh } from '../zh/contacts';

export const contacts: typeof Zh = {
  title: 'Contacts', state: 'State', tier: 'Tier', col: { person: 'Person', case: 'Case', relation: 'Relation', last: 'Last exposure', tier: 'Tier and clause', state: 'State', until: 'Until', next: 'Next test', decided: 'Decided by', area: 'Area' },
  empty: 'No contact fits these filters.', close: 'close contact', general: 'general contact', secondary: 'contact of a contact', noName: 'name unknown', caseFilter: 'Case',
  tierUndecided: 'tier open', tierNone: 'not a contact', confirm: 'Confirm', change: 'Change', refute: 'Refute', proposedBy: 'proposed by the edition', why: 'Why', whyChange: 'Why the tier changes', whyRefute: 'Why this is no contact', newTier: 'New tier', decide: 'Save the decision', proposal: 'The edition proposes, you confirm. A change asks for a reason and keeps both versions.',
  plan: 'Proposed schedule', notOrder: 'A proposed schedule, not an order.', stages: 'Stages', tests: 'Tests', noPlan: 'no schedule yet',
};
