/** A past moment on the page: the address says which, everything on the page asks for it, nothing can be changed, errors lead back. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { makeQueries } from '@/app/App';
import { invalidate } from '@/app/live';
import { keyed, now } from '@/api/then';
import { atMoment, readThen, showsPast, stamped } from '@/parts/then';
import { localOf, withOffset } from '@/time/local';
import { fakeDesk, open, type Sent } from './desk';

const soon = { timeout: 10_000 };
const at = '2022-03-06T20:00:00+08:00';
const past = `as_known=${encodeURIComponent(at)}`;
const known = (one: Sent) => new URLSearchParams(one.search).get('as_known');
const reads = (sent: Sent[], path: string) => sent.filter((one) => one.method === 'GET' && one.path === path);
const figures = (sent: Sent[]) => sent.filter((one) => one.path.startsWith('/figures/') || ['/cases', '/contacts', '/tasks'].includes(one.path));
/** The simulated browser draws neither maps nor charts: there are none to draw. */
const undrawn = (one: Sent) => ({
  '/areas/map': { status: 404, body: { code: 'NOT_FOUND', title: { zh: '没有', en: 'none' } } },
  '/figures/curve': { status: 200, body: { days: [], unknown_day: 0, month_only: 0, total: 0, by: 'onset', as_of: at } },
  '/figures/delays': { status: 200, body: { weeks: [], unknown: 0, negative: 0, n: 0, as_of: at } },
})[one.path];
const band = () => screen.findByText(/You are looking at/, {}, soon);

describe('the moment of an address', () => {
  it('is now where none is named', () => expect([readThen(''), readThen('?area=x&as_known=')]).toEqual([{}, {}]));
  it('is read with its plus, also where it was typed by hand', () => {
    expect(readThen(`?${past}`)).toEqual({ as_known: at });
    expect(readThen('?as_of=2022-03-06T20:00:00+08:00')).toEqual({ as_of: at });
  });
  it('is taken along beside what the address says, and taken out for now', () => {
    expect(atMoment('/cases?onset=unknown', { as_known: at })).toBe(`/cases?onset=unknown&${past}`);
    expect(atMoment(`/cases?onset=unknown&${past}`, { as_of: at })).toBe(`/cases?onset=unknown&as_of=${encodeURIComponent(at)}`);
    expect(atMoment(`/cases?${past}`, now)).toBe('/cases');
  });
  it('is shown by pages of figures only', () => expect(['/overview', '/cases/', '/transmission', '/cases/cas_1', '/wall', '/my-work'].map(showsPast)).toEqual([true, true, true, false, false, false]));
  it('names a picture of it', () => expect([stamped('map', now), stamped('map', { as_known: at })]).toEqual(['map', 'map_as_known-2022-03-06T200000+0800']));
  it('is written in the zone of the area, seconds kept', () => {
    expect([withOffset('2022-03-06T20:00', 'Asia/Shanghai'), withOffset('2022-03-06T20:00:31', 'America/New_York')]).toEqual([at, '2022-03-06T20:00:31-05:00']);
    expect(localOf(at, 'Europe/London')).toBe('2022-03-06T12:00');
  });
});

it('keeps readings of the past away from every live message', async () => {
  const queries = makeQueries();
  const held = keyed({ as_known: at }, ['figures', 'summary', 'inc_1']).queryKey;
  queries.setQueryData(held, 1);
  queries.setQueryData(['figures', 'summary', 'inc_1'], 1);
  invalidate(queries, ['case', 'everything']);
  expect([queries.getQueryState(held)?.isInvalidated, queries.getQueryState(['figures', 'summary', 'inc_1'])?.isInvalidated]).toEqual([false, true]);
});

describe('the overview of a past moment', () => {
  it('asks for it with every figure, says so across the page, and shows nothing of now', async () => {
    const sent = fakeDesk('commander', undrawn);
    open(`/overview?${past}`);
    expect((await band()).textContent).toBe('You are looking at 6 Mar 20:00 UTC+8 as it was known then.');
    await waitFor(() => expect(new Set(figures(sent).map((one) => one.path))).toEqual(new Set(['/figures/summary', '/figures/map', '/figures/curve', '/tasks'])), soon);
    expect(figures(sent).map(known)).toEqual(figures(sent).map(() => at));
    expect(reads(sent, '/feed')).toEqual([]);
    expect(screen.getByText('The latest events can’t be shown for a past moment.')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'To do then' })).toBeTruthy();
    expect(await screen.findByText('Nothing had been registered at this moment.', {}, soon)).toBeTruthy();
    expect(document.querySelector('.bar')?.textContent).not.toMatch(/Day \d|live(?<!not live)/);
  });

  it('takes the moment along to the lists and back to now', async () => {
    fakeDesk('commander', undrawn);
    const router = open(`/overview?${past}`);
    await userEvent.click(await screen.findByRole('link', { name: /^Cases \d+$/ }, soon));
    expect(router.state.location).toMatchObject({ pathname: '/cases', search: `?${past}` });
    await screen.findByRole('heading', { name: 'Cases' }, soon);
    await userEvent.click(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Transmission' }));
    expect(router.state.location).toMatchObject({ pathname: '/transmission', search: `?${past}` });
    await screen.findByRole('heading', { name: 'Transmission' }, soon);
    await userEvent.click(screen.getByRole('link', { name: 'Back to now' }));
    expect(router.state.location).toMatchObject({ pathname: '/transmission', search: '' });
    await waitFor(() => expect(screen.queryByText(/You are looking at/)).toBeNull(), soon);
  });

  it('counts the time left from the moment shown', async () => {
    const due = new Date(Date.parse(at) + 90 * 60_000).toISOString();
    const row = { id: 'tsk_1', version: 1, kind: 'call', title: { zh: '电话', en: 'Call' }, state: 'open', due_at: due, subject: { number: 'A-1', name: null }, case_id: null, area: null, owner: null, attempts: 0, clause: null };
    fakeDesk('commander', (one) => (one.path === '/tasks' ? { status: 200, body: { items: [row], next: null, total: 1, as_of: at } } : undrawn(one)));
    open(`/tasks?${past}`);
    expect(await screen.findByText('1:30', {}, soon)).toBeTruthy();
  });
});

describe('a list of a past moment', () => {
  it('keeps it in the file, through filters and when they are cleared', async () => {
    const sent = fakeDesk('commander', undrawn);
    const router = open(`/cases?${past}&onset=unknown`);
    await band();
    expect(screen.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toContain(past);
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(router.state.location.search).toBe(`?${past}`);
    await waitFor(() => expect(reads(sent, '/cases').map(known)).toEqual([at, at]), soon);
  });

  it('offers nothing that writes and says why', async () => {
    fakeDesk('commander', undrawn);
    open(`/tasks?${past}`);
    expect((await band()).parentElement?.textContent).toMatch(/Nothing can be registered, assigned or confirmed here/);
    expect((await screen.findAllByText('Network report', {}, soon)).length).toBeGreaterThan(0);
    expect([screen.queryAllByRole('checkbox'), screen.queryAllByRole('button', { name: /Mark done/ })]).toEqual([[], []]);
  });

  it('says on a record that it stands as it is now, and keeps the way back', async () => {
    fakeDesk('commander', undrawn);
    const router = open(`/cases/cas_47?${past}`);
    expect(await screen.findByText('This page shows what stands now, not 6 Mar 20:00 UTC+8.', {}, soon)).toBeTruthy();
    await userEvent.click(screen.getByRole('link', { name: /Overview of 6 Mar 20:00/ }));
    expect(router.state.location).toMatchObject({ pathname: '/overview', search: `?${past}` });
  });
});

describe('choosing a moment', () => {
  const choose = async (how?: string) => {
    const field = await screen.findByLabelText('Date and time (UTC+8, Asia/Shanghai)', {}, soon);
    expect(document.activeElement).toBe(field);
    await userEvent.clear(field);
    await userEvent.type(field, '2022-03-06T20:00');
    if (how) await userEvent.click(screen.getByRole('radio', { name: new RegExp(how) }));
    await userEvent.click(screen.getByRole('button', { name: 'Show' }));
  };

  it.each([[undefined, 'as_known', /as it was known then/], ['as it is known today', 'as_of', /as it is known today/]])('%s', async (how, name, said) => {
    fakeDesk('commander', undrawn);
    const router = open('/overview');
    await userEvent.click(await screen.findByRole('button', { name: /Choose the moment Now/ }, soon));
    await choose(how);
    expect(router.state.location.search).toBe(`?${name}=${encodeURIComponent(at)}`);
    expect((await band()).textContent).toMatch(said);
    expect(screen.queryByLabelText(/Date and time/)).toBeNull();
  });

  it('is left with Escape, and the button has the focus again', async () => {
    fakeDesk('commander', undrawn);
    open('/contacts', 'zh');
    const button = await screen.findByRole('button', { name: /选择时刻 现在/ }, soon);
    await userEvent.click(button);
    await screen.findByLabelText('日期和时间（UTC+8, Asia/Shanghai）', {}, soon);
    await userEvent.keyboard('{Escape}');
    expect([screen.queryByRole('form'), document.activeElement]).toEqual([null, button]);
  });

  it('is offered only where it can be shown', async () => {
    fakeDesk('commander', undrawn);
    open('/imports');
    await screen.findByRole('navigation', { name: 'Main' }, soon);
    expect(screen.queryByRole('button', { name: /Choose the moment/ })).toBeNull();
  });
});

describe('a moment that is not kept', () => {
  const title = { zh: '无法还原', en: 'What was known then can’t be shown.' };

  it('is refused once, in the band, with the way back', async () => {
    const sent = fakeDesk('commander', (one) => (known(one) ? { status: 422, body: { code: 'KNOWN_NOT_KEPT', title } } : undrawn(one)));
    const router = open(`/transmission?${past}`);
    expect(await screen.findByText(title.en, {}, soon)).toBeTruthy();
    await waitFor(() => expect(screen.queryAllByRole('alert')).toEqual([]), soon);
    expect(screen.getByText('There is nothing to show for this moment.')).toBeTruthy();
    await userEvent.click(screen.getByRole('link', { name: 'Back to now' }));
    expect(router.state.location.search).toBe('');
    expect((await screen.findAllByText('92 of 98 cases known', {}, soon)).length).toBeGreaterThan(0);
    expect([reads(sent, '/figures/summary').map(known), known(reads(sent, '/figures/chains').at(-1)!)]).toEqual([[at], null]);
  });
});

it('is still in the address after the sign-in', async () => {
  fakeDesk(null);
  const router = open(`/cases?${past}`);
  await screen.findByRole('button', { name: 'Sign in' }, soon);
  expect(new URLSearchParams(router.state.location.search).get('to')).toBe(`/cases?${past}`);
});
