/** Words of the edition page. */
import type { editions as Zh } from '../zh/editions';

export const editions: typeof Zh = {
  title: 'Edition', clauses: (n) => `${n} clauses`, numbersOf: (n) => `${n} numbers`, dated: 'Published', stillHolds: 'now', clauseList: 'Clauses', numbers: 'Numbers', about: 'What it is', name: 'Name', value: 'Value', unit: 'Unit', number: 'Clause', text: 'Text', certainty: 'Certainty', source: 'Source', empty: 'This edition has no clauses.',
  direction: 'What it means', review: 'Review by', reviewBy: (t) => `review by ${t}`, overdueBy: (t) => `review was due by ${t}`, overdue: (n) => `${n} numbers are due for review`, notQuoted: 'no clause repeats it; the rules use it', backTo: 'Back to the clause that quotes it', comma: ', ',
  changed: (by, where, since, until) => `${by} (${where}, ${since} to ${until}): `, everywhere: 'wherever it holds', examples: 'Examples', compareWith: 'Compare with', choose: 'choose an edition',
};
