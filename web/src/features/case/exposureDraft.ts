/** An exposure as typed, and as sent: what is empty is unknown and is not sent. */
import type { ExposureRow, Sex } from '@/api/types';

export type Draft = Record<'name' | 'phone' | 'age' | 'sex' | 'relation' | 'setting' | 'first' | 'last' | 'minutes' | 'protected' | 'closed_space' | 'area_code', string> & { key: number };

let keys = 0;

/** Give an empty row. */
export function blank(): Draft {
  keys += 1;
  return { key: keys, name: '', phone: '', age: '', sex: '', relation: '', setting: 'household', first: '', last: '', minutes: '', protected: '', closed_space: '', area_code: '' };
}

/** Turn a typed row into what the desk reads. */
export function toRow(draft: Draft): ExposureRow {
  const row: ExposureRow = { name: draft.name.trim(), setting: draft.setting };
  for (const name of ['phone', 'relation', 'first', 'last', 'area_code'] as const) if (draft[name].trim() !== '') row[name] = draft[name].trim();
  for (const name of ['age', 'minutes'] as const) if (draft[name] !== '') row[name] = Number(draft[name]);
  for (const name of ['protected', 'closed_space'] as const) if (draft[name] !== '') row[name] = draft[name] === 'yes';
  if (draft.sex !== '') row.sex = draft.sex as Sex;
  return row;
}
