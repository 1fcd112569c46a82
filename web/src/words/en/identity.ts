/** Words of the identity queue. */
import type { identity as Zh } from '../zh/identity';

export const identity: typeof Zh = {
  title: 'Identity', lead: 'Two records may be one person. The system proposes, you decide; a merge is a link that can be undone, and no id changes.',
  state: 'State', verdict: 'Proposal', states: { open: 'to decide', same: 'one person', different: 'two people', undone: 'link undone' },
  verdicts: { same: 'probably one person', look: 'needs a look' },
  empty: 'No records are waiting to be compared.', queue: 'Records to compare', choose: 'Choose a pair to see its records side by side.',
  newcomer: 'Newly registered', known: 'Already known', score: 'Score', bits: (n) => `${n} bits`,
  field: { name: 'Name', phone: 'Telephone', document: 'Document', birth: 'Birth date', sex: 'Sex', age: 'Age', area: 'Area', address: 'Address' },
  why: 'Reason', noReason: 'nothing to compare', masked: 'Lists show masked values. Opening shows them whole and is written into both persons’ access logs.', open: 'Open this pair', opened: 'Open. The access is on record.',
  same: 'Same person', different: 'Two people', undo: 'Undo the link', undoWhy: 'Why it is undone', undoNow: 'Undo now', note: 'Note (optional)',
  decidedBy: (who, when) => `Decided by ${who}, ${when}`, decidedByRule: (when) => `Linked by the system, ${when}: same document number and name`,
  keys: 'Keys: J next pair, K previous, O open, S same person, D two people, U undo the link', openFirst: 'Open the pair first, then decide.', none: 'none',
};
