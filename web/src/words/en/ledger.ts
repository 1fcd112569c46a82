/** Words of the ledger. */
import type { Words } from '../zh';

export const ledger: Words['ledger'] = {
  title: 'Ledger', log: 'Where the log stands', size: 'Leaves', waiting: 'Waiting for a leaf', waits: (n, s) => `${n}, the oldest for ${s} s`, none: 'none', last: 'Last checkpoint', root: 'Root', name: 'Name of the log', keepNote: 'Keep the checkpoint',
  alarm: { late_leaf: 'An event has waited more than 5 s for its leaf. Tell whoever keeps the installation.', old_checkpoint: 'There has been no checkpoint for more than 10 minutes. Look after the sequencer.', few_witnesses: 'Fewer than two witnesses have signed lately: outsiders could hardly tell if the whole log were written anew.' },
  witnesses: 'Witnesses', noWitness: 'No witness yet. Ask another institution to run the witness program, and enter its key with outpace ledger witness add.', signed: (t) => `last signed ${t}`, silent: 'has not signed yet',
  lookup: 'Look one event up', lookupSub: 'this page computes the proof itself; it holds no names', event: 'Event id', show: 'Show the proof', noLatest: 'No recent events to choose from.', way: 'The way from this event to the root', leaf: 'this event', node: 'both', beside: 'beside it',
  holds: (number, size) => `The proof holds: leaf ${number} of ${size}`, fails: 'The proof does not hold. Keep it and tell the ombudsman.', noCrypto: 'Over this connection the browser can’t compute it; download the proof and check it with the verifier.', download: 'Download proof',
  days: 'Events by day', daysSub: 'last fortnight, in your areas', noDays: 'Nothing was recorded in the last fortnight.', kind: 'Kind',
  kinds: {
    'case.registered': 'Case registered', 'case.corrected': 'Case corrected', 'link.registered': 'Link registered', 'exposure.recorded': 'Exposure recorded', 'contact.proposed': 'Contact proposed', 'contact.decided': 'Contact decided', 'plan.scheduled': 'Follow-up scheduled', 'task.issued': 'Task issued', 'task.assigned': 'Task assigned', 'task.tried': 'Task tried', 'task.finished': 'Task finished', 'task.overdue': 'Task overdue', 'test.overdue': 'Test overdue', 'receipt.closed': 'Import closed', 'area.imported': 'Areas imported', 'incident.opened': 'Incident opened', 'account.opened': 'Account opened', 'ledger.erased': 'Body erased', 'witness.added': 'Witness added',
  },
};
