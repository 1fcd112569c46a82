/** Words of the case list. */
import type { cases as Zh } from '../zh/cases';

export const cases: typeof Zh = {
  title: 'Cases',
  search: 'Number or name, in full',
  onset: 'Onset', onsetKnown: 'known', onsetUnknown: 'unknown',
  caseClass: 'Case class', foundBy: 'Found by', sort: 'Order', byReported: 'by report', byOnset: 'by onset',
  col: { number: 'Number', person: 'Name', class: 'Class', found: 'Found by', area: 'Area', onset: 'Onset', reported: 'Reported', diagnosis: 'Diagnosis', contacts: 'Contacts', links: 'Sources / offspring', tasks: 'Tasks' },
  noName: 'no name recorded', areaUnknown: 'area unknown',
  empty: 'No case fits these filters.', emptyAll: 'No cases yet. Import a line list first.', toImport: 'Go to imports',
  overdue: (n) => `${n} over`,
};
