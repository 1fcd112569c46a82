/** Words of the case page. */
import type { caseWords as Zh } from '../zh/case';

export const caseWords: typeof Zh = {
  facts: { class: 'Class', found: 'Found by', onset: 'Onset', specimen: 'Specimen', diagnosis: 'Diagnosed', reported: 'Reported', lookBack: 'Look-back', source: 'Likely source', contacts: 'Contacts', outcome: 'Outcome', place: 'Care', tasks: 'Tasks' },
  noSource: 'no source recorded',
  timeline: 'Timeline', timelineEmpty: 'No points in time yet.', limitKept: 'limit kept', limitMissed: 'limit missed', limitOpen: 'limit',
  chain: 'Chain', chainPart: (near, all) => `Of ${all} cases in this component, the ${near} up- and downstream of this one are drawn.`, chainEmpty: 'No transmission link touches this case.',
  links: (n, m) => `${n} ${n === 1 ? 'source' : 'sources'}, ${m} offspring`,
  contacts: 'Contacts', contactsSum: (total, proposed, confirmed, refuted) => `${total} = ${proposed} proposed + ${confirmed} confirmed + ${refuted} refuted`,
  contactsEmpty: 'No contacts yet. Record exposures: the edition proposes contacts and a person confirms them.',
  person: 'Person', relation: 'Relation', last: 'Last exposure', tier: 'Tier and clause', state: 'State', decidedBy: 'Decided by', became: (n) => `now case ${n}`,
  reasons: 'Reasons and evidence', recordedAs: (label) => `Recorded as ${label}; the rules can't confirm it yet.`, undecided: 'Not decided: evidence is missing', needs: (list) => `Needed: ${list}`, noReasons: 'No reasons recorded.',
  corrections: 'Corrections', correctionsSub: 'old values are kept', correctionsEmpty: 'Never corrected.', was: 'Old → new',
  opened: 'Who opened this record', openedSub: 'the person can see this list', openedTimes: (n) => `${n} times`, openedEmpty: 'Nobody opened it.',
  correct: 'Correct', correctTitle: 'Correct one field', field: 'Field', value: 'New value', why: 'Why', whyHint: 'Why it changes and on what evidence; the old value is kept', send: 'Save the correction', sending: 'Saving', emptyIsUnknown: 'empty means unknown',
  move: 'Move', moveTitle: 'Move to another area', moveTo: 'Where the case belongs', areaStep: (n) => `Area, step ${n}`, areaChoose: '— choose —', moveHint: (from) => `The case stands in ${from}. The area it leaves no longer sees it, and its open tasks lose their owner. Its contacts stay with the areas they are recorded in.`, moveWhy: 'kept with the case', moveSend: 'Move the case',
  same: 'Other records of this person', sameCase: 'Case', sameContact: 'Contact of case', sameLinked: 'joined by a steward', held: 'May be somebody known already: an identity steward decides. Work goes on.',
  expose: 'Record exposures', exposeTitle: 'Record exposures', exposeSend: 'Record and propose contacts', exposeDone: (n) => `${n} recorded; the proposed contacts stand in the table.`, exposeRejected: (n) => `${n} could not be recorded and are kept here:`,
  exposures: 'Exposures', exposuresEmpty: 'No exposures recorded yet.', setting: 'Setting', period: 'When', minutes: 'Minutes', protected: 'Protection', recorded: 'Recorded', addRow: 'One more person', removeRow: 'Remove this person', rowOf: (n) => `Person ${n}`,
  tasks: 'Tasks', tasksEmpty: 'No tasks.', done: 'Done', mapAlt: 'Transmission chain; columns are generations',
};
