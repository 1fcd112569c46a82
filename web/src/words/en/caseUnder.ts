/** Words of a case under another edition. */
import type { caseUnder as Zh } from '../zh/caseUnder';

export const caseUnder: typeof Zh = {
  title: (n) => `${n} under another edition`, supposed: 'A comparison to think with: it changes no record and decides nothing about anybody. This look is on record.', now: 'Now', then: 'Then', choose: 'Under another edition', people: 'People exposed', sum: (all, changed, same) => `${all} = ${changed} changed + ${same} unchanged`, nobody: 'No exposures yet. Record them on the case page, then compare.', changed: 'changes', noContact: 'not a contact', until: (t) => `followed until ${t}`, days: (n) => `${n} days`,
};
