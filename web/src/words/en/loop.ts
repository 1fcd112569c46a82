/** Words of the loop's page. */
import type { loop as Zh } from '../zh/loop';

export const loop: typeof Zh = {
  title: 'What follows from facts', failures: 'Events that could not be dealt with', lines: 'Steps', linesHint: 'what Outpace does, in order, once a fact is recorded', none: 'Nothing has failed: every recorded fact was dealt with.',
  asOf: (at) => `as of ${at}`, seconds: (count) => `${count} s`, days: (count) => `${count} ${count === 1 ? 'day' : 'days'}`, and: ', ', everywhere: 'everywhere',
  col: { kind: 'Set off by', act: 'What is to be done', state: 'State', pending: 'Waiting', oldest: 'Oldest', givenUp: 'Given up', waitsFor: 'Not done yet', area: 'Area', age: 'Age', failure: 'What failed', next: 'Next try' },
  line: { ok: 'in order', soon: 'behind', over: 'failing', block: 'some given up' },
  state: { trying: 'being tried again', given_up: 'no longer tried', set_aside: 'set aside' },
  lane: { positive: 'positives first', ordinary: 'ordinary queue' },
  tried: (count) => `tried ${count}×`, retry: 'Try again', aside: 'Set aside', asideTitle: 'Set this event aside', why: 'Reason (kept in the ledger)',
  asideHint: 'Outpace leaves the event alone until somebody has it tried again. Say why, and name nobody.',
  kind: {
    'case.registered': 'case registered', 'case.corrected': 'case corrected', 'case.transferred': 'case moved', 'exposure.recorded': 'exposure recorded', 'exposure.corrected': 'exposure corrected', 'exposure.withdrawn': 'exposure withdrawn', 'contact.proposed': 'contact proposed', 'contact.decided': 'contact decided',
  },
  act: {
    issue_case_tasks: 'issue the tasks of a case', withdraw_case_tasks: 'withdraw the tasks of a discarded case', propose_contacts_of_cases: 'propose contacts of a case', propose_contacts_of_exposures: 'propose contacts from exposures', schedule_follow_up: 'schedule follow-up', issue_contact_tasks: 'issue the tasks of a contact',
    finish_settled_tasks: 'finish settled tasks', share_source_cases: 'open the case where its contacts live', share_moved_cases: 'open a moved case',
  },
};
