/** Names of the codes the desk sends. A code without a name here is shown as it is. */
import type { terms as Zh } from '../zh/terms';

export const terms: typeof Zh = {
  caseClass: { suspected: 'suspected', probable: 'probable', confirmed: 'confirmed', asymptomatic: 'asymptomatic', discarded: 'discarded' },
  foundBy: { control: 'under control', screening: 'screening', community: 'community', unknown: 'not known how' },
  sex: { f: 'F', m: 'M' },
  setting: { household: 'same home', work: 'same workplace', school: 'same school', meal: 'shared meal', care: 'care', hospital: 'hospital', transport: 'transport', gathering: 'gathering', brief: 'brief meeting', other: 'other' },
  contactState: { proposed: 'Proposed', confirmed: 'Confirmed', refuted: 'Refuted' },
  taskState: { open: 'Open', overdue: 'Overdue', done: 'Done' },
  role: { commander: 'commander', tracer: 'tracer', resident: 'resident', operator: 'operator' },
  attempt: { reached: 'Reached', no_answer: 'No answer', wrong_number: 'Wrong number', refused: 'Refused', interpreter: 'Interpreter', call_back: 'Call back' },
  outcome: { alive: 'in care', recovered: 'recovered', dead: 'died' },
  importKind: { areas: 'Areas', linelist: 'Line list', links: 'Transmission links' },
  importState: { running: 'Running', waiting: 'Waiting for corrections', closed: 'Closed', stopped: 'Stopped' },
  rejectState: { open: 'To correct', replayed: 'Replayed', dropped: 'Dropped' },
  testState: { due: 'due today', overdue: 'overdue', later: 'later' },
  certainty: { stated: 'stated in the source', quoted: 'quoted from the source', high: 'high', moderate: 'moderate', low: 'low', derived: 'derived from the source', ours: 'our own setting', assumed: 'our assumption', unknown: 'unknown' },
  field: {
    number: 'Number', name: 'Name', phone: 'Phone', sex: 'Sex', age: 'Age', case_class: 'Case class', found_by: 'Found by', onset: 'Onset', specimen: 'Specimen', diagnosis: 'Diagnosis',
    reported: 'Reported', exposure_start: 'Exposure from', exposure_end: 'Exposure to', place: 'Place of care', outcome: 'Outcome', death: 'Date of death', area_code: 'Area code', area: 'Area', relation: 'Relation',
    setting: 'Setting', first: 'First exposure', last: 'Last exposure', minutes: 'Minutes', protected: 'Protected', closed_space: 'Closed space', tier: 'Tier', state: 'State', why: 'Why', version: 'Version', owner: 'Owner',
  },
  needs: { onset: 'date of onset', specimen: 'specimen date', reported: 'date of report', exposure_end: 'end of exposure', last_exposure: 'date of last exposure', lab_positive: 'test result', symptoms: 'symptoms' },
  decision: { case_class: 'Case class', look_back: 'Look-back', contact_tier: 'Contact tier', follow_up: 'Follow-up' },
};
