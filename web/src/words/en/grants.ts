/** Words about views across areas: which record another area may see, and ending it. */
import type { grants as Zh } from '../zh/grants';

export const grants: typeof Zh = {
  title: 'Views across areas', sub: 'which records other areas may see, why, and until when', state: 'State', area: 'Area', states: { in_force: 'in force', ended: 'ended' },
  empty: 'No view fits these filters. A view across areas shows one record to another area for a while: when a case is in one county and a contact lives in the next, that county sees the case’s number while it follows the contact up. It sees no name, changes nothing, and the view ends with the follow-up.',
  kinds: { case: 'case', contact: 'contact', person: 'person', plan: 'quarantine plan' },
  col: { record: 'Record', way: 'From where, to whom', why: 'What for, and why', issued: 'Opened by', state: 'State', act: 'Act' },
  to: 'to', byRules: 'the desk, by the rules', someone: 'not recorded', since: (t) => `since ${t}`, until: (t) => `until ${t}`, over: (t) => `ended ${t}`, ranOut: 'ran out by itself', endedBy: (who) => `ended by ${who}`, event: 'Ledger event',
  end: 'End', endFor: (what) => `End the view of ${what}`, endTitle: 'End a view across areas', endHint: (to) => `From then on ${to} no longer sees this record, and the rules don’t open it there again. Your name and the reason go into the ledger.`, reason: 'Reason', choose: 'choose', sure: 'End the view', ending: 'Ending…',
  reasons: { not_tracing: 'the other area no longer follows a contact up', mistaken: 'it was shown by mistake', objection: 'the person or her guardian objected', otherwise: 'the two areas have agreed on another way' },
};
