/** An exposure as typed, and as sent: what is empty is unknown and is not sent. */
import type { ExposureRow, Sex } from '@/api/types';
import { differing, nothing, type ToldDraft } from '@/parts/told/draft';

export type Draft = Record<'name' | 'phone' | 'age' | 'sex' | 'relation' | 'setting' | 'first' | 'last' | 'minutes' | 'protected' | 'closed_space' | 'area_code' | 'via', string> & { key: number; told: ToldDraft };

let keys = 0;

/** Give an empty row. */
export function blank(): Draft {
  keys += 1;
  return { key: keys, name: '', phone: '', age: '', sex: '', relation: '', setting: 'household', first: '', last: '', minutes: '', protected: '', closed_space: '', area_code: '', via: '', told: nothing() };
}

/** Turn a typed row into what the desk reads. */
export function toRow(draft: Draft): ExposureRow {
  const row: ExposureRow = { name: draft.name.trim(), setting: draft.setting };
  for (const name of ['phone', 'relation', 'first', 'last', 'area_code', 'via'] as const) if (draft[name].trim() !== '') row[name] = draft[name].trim();
  for (const name of ['age', 'minutes'] as const) if (draft[name] !== '') row[name] = Number(draft[name]);
  for (const name of ['protected', 'closed_space'] as const) if (draft[name] !== '') row[name] = draft[name] === 'yes';
  if (draft.sex !== '') row.sex = draft.sex as Sex;
  return { ...row, ...differing(nothing(), draft.told) };
}
