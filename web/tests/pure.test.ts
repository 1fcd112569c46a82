/** The small computations behind the drawings. */
import { describe, expect, it } from 'vitest';
import type { Contact } from '@/api/types';
import { toRow, blank } from '@/features/case/exposureDraft';
import { departs, differing, exposuresOf, fieldsFor, toDraft } from '@/parts/told/draft';
import { strip } from '@/features/my-work/lanes';
import { everyDay } from '@/features/overview/curveOption';
import { filled } from '@/features/overview/mapData';
import { layout } from '@/parts/chain/layout';
import { related } from '@/parts/chain/related';
import { breaks, classLabel, classOf } from '@/parts/map/classes';

describe('map classes', () => {
  it('keep nought apart from one', () => expect([0, 1, 4, 5, 100, 5000].map(classOf)).toEqual([0, 1, 1, 2, 5, 5]));
  it('say their bounds', () => expect(breaks.map((_, index) => classLabel(index + 1))).toEqual(['1–4', '5–19', '20–49', '50–99', '100+']));
  it('mark an area of which nothing is said as unknown, not as nought', () => {
    const shape = (id: string) => ({ type: 'Feature' as const, id, properties: {}, geometry: { type: 'Point' as const, coordinates: [0, 0] } });
    const row = { area_id: 'a', cases: 0, cases_7d: 0, contacts: 0, tasks_open: 0, tasks_overdue: 0, partial: false };
    const drawn = filled({ type: 'FeatureCollection', features: [shape('a'), shape('b')] }, new Map([['a', row]]), null);
    expect(drawn.features.map((one) => one.properties?.class)).toEqual([0, -1]);
  });
});

describe('the curve', () => {
  it('has every day of the calendar between the first and the last', () => {
    const one = { control: 1, screening: 0, community: 0, unknown: 0 };
    expect(everyDay([{ day: '2022-02-27', ...one }, { day: '2022-03-02', ...one }]).map((row) => row.day)).toEqual(['2022-02-27', '2022-02-28', '2022-03-01', '2022-03-02']);
  });
  it('is empty without days', () => expect(everyDay([])).toEqual([]));
});

describe('the chain graph', () => {
  const node = (id: string, generation: number | null) => ({ id, number: id, generation, found_by: null, case_class: null, onset: null, area_name: null });
  it('puts generations into columns and unknown ones last', () => {
    const plan = layout({ nodes: [node('c', null), node('b', 1), node('a', 0)], edges: [], truncated: false, total: 3 }, 100, 40);
    expect(plan.columns.map((column) => column.generation)).toEqual([0, 1, null]);
    expect(plan.placed.get('a')!.x).toBeLessThan(plan.placed.get('b')!.x);
  });
  it('lets a crowded generation go on in lanes, and moves the next one aside', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e'].map((id) => node(id, 0));
    const plan = layout({ nodes: [...crowd, node('next', 1)], edges: [], truncated: false, total: 6 }, 100, 40, 2);
    const lanes = [...new Set(crowd.map((one) => plan.placed.get(one.id)!.x))];
    expect(lanes).toHaveLength(3);
    expect(new Set([...plan.placed.values()].map((one) => `${one.x} ${one.y}`)).size).toBe(6);
    expect(plan.placed.get('next')!.x).toBe(Math.max(...lanes) + 100);
  });
});

describe('the chain around a case', () => {
  const node = (id: string) => ({ id, number: id, generation: 0, found_by: null, case_class: null, onset: null, area_name: null });
  const edge = (source: string, target: string, ambiguous = false) => ({ source, target, setting: null, ambiguous, link_id: source + target });
  it('holds what is up- and downstream and rival sources of its offspring, not the cousins', () => {
    const graph = { nodes: ['root', 'me', 'cousin', 'child', 'rival'].map(node), edges: [edge('root', 'me'), edge('root', 'cousin'), edge('me', 'child', true), edge('rival', 'child', true)], truncated: false, total: 5 };
    expect(related(graph, 'me').nodes.map((one) => one.id).sort()).toEqual(['child', 'me', 'rival', 'root']);
  });
});

const untold = { closed_space: null, kinds: null, first_at: null, immunity: null, prophylaxis: null, via: null, via_first: null, via_isolated: null, version: 1, withdrawn: false, changes: [] };

describe('the look-back strip', () => {
  const exposure = (id: string, first: string | null, last: string | null) => ({ id, person: { id, name: id, is_whole: false, age: null, sex: null }, relation: null, setting: 'meal', first, last, minutes: null, protected: null, ...untold, recorded_at: '' });
  it('counts exposures without a date and draws none of them', () => {
    const plan = strip([exposure('a', '2022-03-01', '2022-03-02'), exposure('b', null, null)], ['2022-03-04']);
    expect([plan.bars.length, plan.undated]).toEqual([1, 1]);
    expect([plan.bars[0]!.from, plan.bars[0]!.to]).toEqual([0, 2]);
  });
});

it('sends of an exposure only what was said', () => {
  expect(toRow({ ...blank(), name: ' Shi Mei ', setting: 'meal', last: '2022-03-04', protected: 'no' })).toEqual({ name: 'Shi Mei', setting: 'meal', last: '2022-03-04', protected: false });
});

describe('what is told of an exposure', () => {
  const row = { id: 'e', person: { id: 'p', name: 'p', is_whole: false, age: null, sex: null }, relation: null, setting: 'school', first: '2022-03-02', last: '2022-03-02', minutes: null, protected: null, ...untold, recorded_at: '' };
  const zone = 'Asia/Shanghai';
  it('asks for what the decision needs, once and in its order', () => {
    expect(fieldsFor(['immunity', 'prophylaxis', 'prophylaxis_at', 'case_class'])).toEqual(['immunity', 'prophylaxis']);
  });
  it('sends what differs, and a time in the words of the zone', () => {
    const before = toDraft({ ...row, first_at: '2022-03-02T01:30:00Z' }, zone);
    expect(before.first_at).toBe('2022-03-02T09:30');
    const now = { ...before, kinds: [], prophylaxis: [{ means: 'vaccine', day: '2022-03-04', time: '08:00' }], first_at: '2022-03-02T10:00' };
    expect(differing(before, now)).toEqual({ kinds: [], prophylaxis: [{ means: 'vaccine', at: '2022-03-04 08:00' }], first_at: '2022-03-02 10:00' });
  });
  it('asks for a reason only where something known changes', () => {
    const before = toDraft(row, zone);
    expect(departs(before, { ...before, immunity: 'documented', kinds: ['skin'] })).toBe(false);
    expect(departs(before, { ...before, last: '2022-03-03' })).toBe(true);
    expect(departs({ ...before, kinds: [] }, { ...before, kinds: null })).toBe(true);
  });
  it('offers first the meeting that lacks most', () => {
    const contact = { person: row.person, needs: ['immunity', 'kinds'] } as Contact;
    const found = exposuresOf(contact, [{ ...row, id: 'full', kinds: ['skin'], immunity: 'documented' }, { ...row, id: 'gone', withdrawn: true }, { ...row, id: 'open' }]);
    expect(found.map((one) => one.id)).toEqual(['open', 'full']);
  });
});
