/** The rulebook's small computations: facts between form, address and question; answers as rows; what differs. */
import { describe, expect, it } from 'vitest';
import type { CaseUnder, Compared, FactField, Line, PersonUnder } from '@/api/rulebook';
import { changedFirst, changedParts, daysOf, tierTotals } from '@/features/case/under';
import { changedPaths, factRows, lacking, put, tidy } from '@/features/rulebook/facts';
import { rowsOf, unlike } from '@/features/rulebook/lines';
import { addressOf } from '@/features/rulebook/places';
import { readGiven } from '@/features/rulebook/question';
import { shownTopics } from '@/features/rulebook/topics';
import { withOffset } from '@/time/local';

const both = (word: string) => ({ zh: word, en: word });
const field = (name: string, kind: FactField['kind'], more: Partial<FactField> = {}): FactField => ({ name, label: both(name), kind, needed: false, options: [], of: [], ...more });
const form = [
  field('case', 'group', { needed: true, of: [field('onset', 'day'), field('symptoms', 'truth')] }),
  field('via', 'group', { of: [field('isolated', 'day')] }),
  field('kinds', 'list', { options: [{ value: 'skin', label: both('skin contact') }] }),
  field('results', 'list', { needed: true, of: [field('on', 'day', { needed: true }), field('negative', 'truth')] }),
  field('tier', 'text'),
];

describe('facts', () => {
  it('are put in and taken away at their place, others stay as they were', () => {
    const one = put({ case: { onset: '2021-12-08' } }, ['case', 'symptoms'], false);
    expect(one).toEqual({ case: { onset: '2021-12-08', symptoms: false } });
    expect(put(one, ['case', 'onset'], undefined)).toEqual({ case: { symptoms: false } });
    expect(put({ results: [{ on: 'a' }, { on: 'b' }] }, ['results', 0], undefined)).toEqual({ results: [{ on: 'b' }] });
    expect(put({}, ['results', 0, 'on'], 'a')).toEqual({ results: [{ on: 'a' }] });
  });
  it('are sent without what is empty; what must be there is there; no is not unknown; none is not unknown', () => {
    expect(tidy({}, form)).toEqual({ case: {}, results: [] });
    expect(tidy({ case: { symptoms: false, onset: '' }, kinds: [], via: {}, tier: '' }, form)).toEqual({ case: { symptoms: false }, kinds: [], via: {}, results: [] });
    expect(tidy({ kinds: null, results: [{ on: '2021-12-09', negative: null }] }, form)).toEqual({ case: {}, results: [{ on: '2021-12-09' }] });
  });
  it('name what a question lacks, also inside the rows of a list', () => {
    const needed = [field('tier', 'text', { needed: true }), ...form];
    expect(lacking(tidy({ results: [{ negative: true }] }, needed), needed).map((one) => one.name)).toEqual(['tier', 'on']);
    expect(lacking(tidy({ tier: 'close' }, needed), needed)).toEqual([]);
  });
  it('say what changed', () => {
    expect([...changedPaths({ case: { onset: 'a', symptoms: true } }, { case: { onset: 'b', symptoms: true }, kinds: ['skin'] })].sort()).toEqual(['case.onset', 'kinds']);
    expect(changedPaths({ a: null }, {}).size).toBe(0);
  });
  it('read in words, with the codes of the edition', () => {
    const write = { text: (value: { en: string }) => value.en, day: (value: string) => `day ${value}`, moment: (value: string) => value, yes: 'yes', no: 'no', none: 'none', row: (n: number) => `No. ${n}` };
    const codes = { tier: [{ value: 'close', label: both('Close contact') }] };
    const rows = factRows({ case: { onset: '2021-12-08', symptoms: false }, kinds: ['skin'], results: [{ on: '2021-12-09', negative: true }], tier: 'close' }, form, codes, write);
    expect(rows.map((row) => `${'-'.repeat(row.depth)}${row.label.en} ${row.said}`.trim())).toEqual(['case', '-onset day 2021-12-08', '-symptoms no', 'kinds skin contact', 'results', '-No. 1 on day 2021-12-09 · negative yes', 'tier Close contact']);
  });
  it('keep the offset of their zone', () => {
    expect([withOffset('2021-12-12T08:00', 'Asia/Shanghai'), withOffset('2015-07-01T08:00', 'America/New_York'), withOffset('2014-10-20T09:00', 'Africa/Freetown')]).toEqual(['2021-12-12T08:00:00+08:00', '2015-07-01T08:00:00-04:00', '2014-10-20T09:00:00+00:00']);
  });
  it('come back from the address, and what is no facts there is none', () => {
    expect([readGiven('{"tier":"close"}'), readGiven('[1]'), readGiven('{'), readGiven(null)]).toEqual([{ tier: 'close' }, {}, {}, {}]);
  });
});

const line = (kind: Line['kind'], name: string | null, more: Partial<Line> = {}): Line => ({ kind, name: name === null ? null : both(name), value: null, text: null, clause: null, of: [], ...more });
const rows = (end: string) => rowsOf(line('group', null, { of: [
  line('group', 'stages', { of: [line('group', null, { text: both('at home'), of: [line('day', 'from', { value: '2021-12-01' }), line('day', 'until', { value: end })] })] }),
  line('group', 'kinds', { of: [line('words', null, { text: both('skin') }), line('words', null, { text: both('meal') })] }),
  line('day', 'end', { value: end }),
] }), (one) => one.name?.en ?? '', (one) => one.text?.en ?? String(one.value));

describe('an answer', () => {
  it('is one row for each record, list of words and value', () => {
    expect(rows('2021-12-15').map((row) => [row.depth, row.name, row.said])).toEqual([[0, 'stages', ''], [1, '', 'at home · from 2021-12-01 · until 2021-12-15'], [0, 'kinds', 'skin · meal'], [0, 'end', '2021-12-15']]);
  });
  it('marks only what the other one lacks', () => {
    expect(unlike(rows('2021-12-15'), rows('2021-12-11'))).toEqual([false, true, false, true]);
    expect(unlike(rows('2021-12-15'), rows('2021-12-15'))).toEqual([false, false, false, false]);
    expect(unlike(rows('2021-12-15'), null)).toEqual([false, false, false, false]);
  });
});

it('leads to the row of a number, the clause, the rule, the examples of an edition', () => {
  const place = { edition: 'x-1', label: 'X1', title: both(''), text: null, certainty: null, values: null, unit: null };
  expect((['number', 'clause', 'rule', 'example'] as const).map((kind) => addressOf({ ...place, kind, key: '2.3' }))).toEqual(['/editions/x-1#n:2.3', '/editions/x-1#2.3', '/rulebook/rules/2.3', '/rulebook/rules/2.3?of=X1']);
});

describe('a case under another edition', () => {
  const side = (tier: string | null, end: string | null) => ({ tier, tier_label: tier ? both(tier) : null, undecided: tier === null, needs: [], reasons: [], stages: [], end });
  const person = (id: string, now: ReturnType<typeof side>, then: ReturnType<typeof side>): PersonUnder => ({ person: { id, name: id, is_whole: false, sex: null, age: null }, setting: 'meal', last: null, now, then, changed: JSON.stringify(now) !== JSON.stringify(then) });
  const people = [person('a', side('close', 'x'), side('close', 'x')), person('b', side('close', 'x'), side('close', 'y')), person('c', side('close', 'x'), side(null, null))];
  it('lists those for whom something changes first', () => expect(changedFirst(people).map((one) => one.person.id)).toEqual(['b', 'c', 'a']));
  it('names the parts', () => expect(people.map((one) => [...changedParts(one)])).toEqual([[], ['end'], ['tier', 'end']]));
  it('counts every person once on each side', () => expect(tierTotals({ people } as CaseUnder).map((row) => [row.label?.en ?? null, row.now, row.then])).toEqual([['close', 3, 2], [null, 0, 1]]));
  it('counts both ends of a stage', () => expect(daysOf({ start: '2021-12-07', end: '2021-12-21' })).toBe(15));
});

it('shows the changes of one direction and no empty topic', () => {
  const change = (way: 'stricter' | 'lighter') => ({ label: both(way), old: null, new: null, way });
  const data = { topics: [{ topic: '1', title: both('1'), changes: [change('stricter'), change('lighter')] }, { topic: '2', title: both('2'), changes: [change('lighter')] }] } as unknown as Compared;
  expect(shownTopics(data, 'stricter').map((topic) => [topic.topic, topic.changes.length])).toEqual([['1', 1]]);
  expect(shownTopics(data, '')).toBe(data.topics);
});
