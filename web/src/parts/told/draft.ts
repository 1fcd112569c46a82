/** What is told of an exposure as typed, and as sent. Empty is unknown and is not sent; a correction sends what differs. */
import type { Contact, Exposure, GivenAnswer, ToldAnswer } from '@/api/types';
import { dayOf, timeOf } from './local';

export type GivenDraft = { means: string; day: string; time: string };
export type ToldDraft = Record<'setting' | 'relation' | 'first' | 'last' | 'first_at' | 'minutes' | 'protected' | 'closed_space' | 'immunity' | 'via_first' | 'via_isolated', string> & {
  kinds: string[] | null; prophylaxis: GivenDraft[] | null;
};
export type ToldField = keyof ToldDraft;

export const toldFields: readonly ToldField[] = ['setting', 'relation', 'first', 'last', 'first_at', 'minutes', 'protected', 'closed_space', 'kinds', 'immunity', 'prophylaxis', 'via_first', 'via_isolated'];

const answers: Record<string, ToldField> = {
  setting: 'setting', first: 'first', last: 'last', exposure_first: 'first', exposure_last: 'last', exposure_first_at: 'first_at', minutes: 'minutes', protected: 'protected', closed_space: 'closed_space', kinds: 'kinds',
  immunity: 'immunity', prophylaxis: 'prophylaxis', prophylaxis_day: 'prophylaxis', prophylaxis_at: 'prophylaxis', contact_first_exposure: 'via_first', contact_isolated: 'via_isolated',
};

/** Give the fields that answer what a decision needs, each once, in the order in which it needs them. */
export function fieldsFor(needs: string[]): ToldField[] {
  return [...new Set(needs.flatMap((need) => answers[need] ?? []))];
}

/** Say whether a contact waits for something that an exposure can tell. */
export function isOpen(contact: Contact): boolean {
  return contact.undecided && contact.state !== 'refuted' && fieldsFor(contact.needs).length > 0;
}

/** Give the standing exposures of a contact's person, the one to answer for first: it lacks the most of what is needed. */
export function exposuresOf(contact: Contact, all: Exposure[]): Exposure[] {
  const wanted = fieldsFor(contact.needs);
  const lacks = (row: Exposure) => wanted.filter((field) => row[field] === null).length;
  return all.filter((row) => row.person.id === contact.person.id && !row.withdrawn).sort((one, other) => lacks(other) - lacks(one));
}

/** Give the draft of nothing told. */
export function nothing(): ToldDraft {
  return { setting: '', relation: '', first: '', last: '', first_at: '', minutes: '', protected: '', closed_space: '', immunity: '', via_first: '', via_isolated: '', kinds: null, prophylaxis: null };
}

/** Give what is known as a draft; times are those of the zone. */
export function toDraft(row: Exposure, zone: string): ToldDraft {
  const truth = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no');
  return {
    setting: row.setting, relation: row.relation ?? '', first: row.first ?? '', last: row.last ?? '', first_at: row.first_at === null ? '' : `${dayOf(row.first_at, zone)}T${timeOf(row.first_at, zone)}`,
    minutes: row.minutes === null ? '' : String(row.minutes), protected: truth(row.protected), closed_space: truth(row.closed_space), immunity: row.immunity ?? '', via_first: row.via_first ?? '', via_isolated: row.via_isolated ?? '', kinds: row.kinds,
    prophylaxis: row.prophylaxis && row.prophylaxis.map((one) => ({ means: one.means, day: one.day ?? (one.at === null ? '' : dayOf(one.at, zone)), time: one.at === null ? '' : timeOf(one.at, zone) })),
  };
}

/** Give what differs, as the desk reads it; null is unknown. */
export function differing(before: ToldDraft, now: ToldDraft): ToldAnswer {
  const body: Record<string, unknown> = {};
  for (const field of toldFields) if (JSON.stringify(before[field]) !== JSON.stringify(now[field])) body[field] = sent(field, now);
  return body as ToldAnswer;
}

/** Say whether something that was known is told otherwise: that asks for a reason. */
export function departs(before: ToldDraft, now: ToldDraft): boolean {
  return toldFields.some((field) => !isUnknown(before[field]) && JSON.stringify(before[field]) !== JSON.stringify(now[field]));
}

function isUnknown(value: ToldDraft[ToldField]): boolean {
  return value === null || value === '';
}

function sent(field: ToldField, draft: ToldDraft): unknown {
  const value = draft[field];
  if (isUnknown(value)) return null;
  switch (field) {
    case 'minutes': return Number(value);
    case 'protected': case 'closed_space': return value === 'yes';
    case 'first_at': return String(value).replace('T', ' ');
    case 'prophylaxis': return draft.prophylaxis!.map(given);
    default: return typeof value === 'string' ? value.trim() : value;
  }
}

function given(one: GivenDraft): GivenAnswer {
  if (one.day === '') return { means: one.means };
  return one.time === '' ? { means: one.means, day: one.day } : { means: one.means, at: `${one.day} ${one.time}` };
}
