/** Words of the import page. */
import type { imports as Zh } from '../zh/imports';

export const imports: typeof Zh = {
  title: 'Imports', new: 'Import a file', file: 'File', kind: 'Content', machine: 'by command', hint: 'CSV, TSV, XLSX, XLS, Parquet', preview: 'Preview', previewing: 'Reading the file', mapping: 'Columns and fields', column: 'Column in the file', sample: 'Sample', field: 'Field', ignore: 'leave out', required: 'required', start: 'Start the import', starting: 'Sending', rows: (n) => `${n} rows`, missing: (list) => `No column yet for the required fields: ${list}`,
  facts: (format, encoding, rows) => `${format} · ${encoding} · ${rows}`,
  held: (n) => `${n} held for matching`,
  receipts: 'Receipts', empty: 'Nothing imported yet. Choose a file, preview it, then start.', col: { file: 'File', kind: 'Content', state: 'State', read: 'Read', accepted: 'Accepted', duplicate: 'Duplicate', rejected: 'Rejected', balance: 'Balance', by: 'By', started: 'Started' },
  balanced: 'balanced', unbalanced: 'not balanced', sum: (read, a, d, r) => `${read} = ${a} + ${d} + ${r}`, progress: (done, total) => `${done} / ${total} rows`, rejects: (n) => `${n} rows to correct`,
  rejectTitle: (file) => `Rejected rows: ${file}`, row: 'Row', problem: 'Problem', replay: 'Send the changed rows again', replaying: 'Sending', nothingChanged: 'Correct a cell first, then send.', noRejects: 'No rejected rows.', hash: 'File hash', rejectState: 'State', closeRejects: 'Close',
};
