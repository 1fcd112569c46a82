/** Words of the edition page. */
import type { editions as Zh } from '../zh/editions';

export const editions: typeof Zh = { title: 'Edition', clauses: (n) => `${n} clauses`, dated: 'Published', numbers: 'Numbers', name: 'Name', value: 'Value', unit: 'Unit', number: 'Clause', text: 'Text', certainty: 'Certainty', source: 'Source', empty: 'This edition has no clauses.' };
