/** Names of the codes the desk sends. A code without a name here is shown as it is. */
import type { terms as Zh } from '../zh/terms';

export const terms: typeof Zh = {
  caseClass: { suspected: 'suspected', probable: 'probable', confirmed: 'confirmed', asymptomatic: 'asymptomatic', discarded: 'discarded', unknown: 'unknown' },
  foundBy: { control: 'under control', screening: 'screening', community: 'community', unknown: 'not known how' },
  sex: { f: 'F', m: 'M' },
  setting: { household: 'same home', work: 'same workplace', school: 'same school', meal: 'shared meal', care: 'care', hospital: 'hospital', transport: 'transport', gathering: 'gathering', brief: 'brief meeting', other: 'other' },
  contactState: { proposed: 'Proposed', confirmed: 'Confirmed', refuted: 'Refuted' },
  taskState: { open: 'Open', overdue: 'Overdue', done: 'Done' },
  role: { commander: 'commander', tracer: 'tracer', resident: 'resident', operator: 'operator', service: 'system', administrator: 'administrator', ombudsman: 'ombudsman', steward: 'identity steward' },
  attempt: { reached: 'Reached', no_answer: 'No answer', wrong_number: 'Wrong number', refused: 'Refused', interpreter: 'Interpreter', call_back: 'Call back', done: 'done', decided: 'somebody decided', withdrawn: 'no longer needed' },
  outcome: { alive: 'in care', recovered: 'recovered', dead: 'died' },
  importKind: { areas: 'Areas', linelist: 'Line list', links: 'Transmission links' },
  importState: { running: 'Running', waiting: 'Waiting for corrections', closed: 'Closed', stopped: 'Stopped' },
  rejectState: { open: 'To correct', replayed: 'Replayed', dropped: 'Dropped' },
  testState: { due: 'due today', overdue: 'overdue', later: 'later' },
  certainty: { S: 'read in the named source', M1: 'general knowledge, high confidence', M2: 'general knowledge, medium confidence', M3: 'general knowledge, low confidence', ours: 'our own choice' },
  certaintyShort: { S: 'sourced', M1: 'known, high', M2: 'known, medium', M3: 'known, low', ours: 'our choice' },
  line: { prevention: 'prevention', treatment: 'treatment', supplement: 'supplement', common: 'common' },
  direction: { more: 'higher restricts people more', fewer: 'higher restricts people less', neutral: 'neither more nor less' },
  way: { stricter: 'stricter', lighter: 'lighter', both: 'partly stricter, partly lighter', neither: 'neither stricter nor lighter' },
  field: {
    number: 'Number', name: 'Name', phone: 'Phone', sex: 'Sex', age: 'Age', case_class: 'Case class', found_by: 'Found by', onset: 'Onset', specimen: 'Specimen', diagnosis: 'Diagnosis',
    reported: 'Reported', exposure_start: 'Exposure from', exposure_end: 'Exposure to', place: 'Place of care', isolated: 'Isolated', outcome: 'Outcome', death: 'Date of death', area_code: 'Area code', area: 'Area', relation: 'Relation',
    setting: 'Setting', first: 'First exposure', last: 'Last exposure', minutes: 'Minutes', protected: 'Protected', closed_space: 'Closed space', tier: 'Tier', state: 'State', why: 'Why', version: 'Version', owner: 'Owner',
  },
  unit: { day: 'days', day_of_stage: 'day of the stage', year: 'years', hour: 'hours', hour_of_day: 'o’clock', minute: 'minutes', count: 'count', person: 'people', share: '%', per_10k: 'per 10,000', per_100k: 'per 100,000', celsius: '°C', ct: 'Ct', score: 'points', metre: 'metres' },
  needs: { onset: 'date of onset', specimen: 'specimen date', reported: 'date of report', isolated: 'date of isolation', exposure_end: 'end of exposure', exposure_first: 'first exposure', exposure_last: 'last exposure', contact_first_exposure: 'first exposure', contact_isolated: 'date of isolation', case_class: 'case class', lab_positive: 'test result', symptoms: 'symptoms or none', linked: 'link to a case', setting: 'setting', minutes: 'minutes together', protected: 'protection', closed_space: 'closed space or not', day: 'day' },
  evidence: { start: 'from', end: 'to', days: 'days', anchor: 'counted from', given: 'given', label: 'tier', title: 'clause', last: 'last exposure', first: 'first exposure', earliest: 'earliest', day: 'day', hour: 'hour', convention: 'counting', case_class: 'class', setting: 'setting', minutes: 'minutes', onset: 'onset', test: 'test', ct: 'Ct' },
  decision: { case_class: 'Case class', look_back: 'Look-back', contact_tier: 'Contact tier', follow_up: 'Follow-up' },
};
