/** The screens before the mock desk: who is sent where, what is shown, what a press sends. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { fakeDesk, open } from './desk';

const soon = { timeout: 10_000 };

describe('the first page', () => {
  it.each([['tracer', '/my-work'], ['resident', '/me'], ['commander', '/overview']])('of a %s is %s', async (role, path) => {
    fakeDesk(role);
    const router = open('/');
    await waitFor(() => expect(router.state.location.pathname).toBe(path), soon);
    await waitFor(() => expect(screen.queryByRole('main')).not.toBeNull(), soon);
  });

  it('of a stranger is the sign-in, which keeps the name when it fails', async () => {
    fakeDesk(null);
    const router = open('/cases', 'zh');
    const name = await screen.findByLabelText('用户名', {}, soon);
    await userEvent.type(name, 'tracer');
    await userEvent.type(screen.getByLabelText('密码'), 'wrong');
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByText(/用户名或密码不对/, {}, soon)).toBeTruthy();
    expect((name as HTMLInputElement).value).toBe('tracer');
    expect(router.state.location.pathname).toBe('/sign-in');
  });

  it('of a resident is kept for residents', async () => {
    fakeDesk('resident');
    const router = open('/cases');
    await waitFor(() => expect(router.state.location.pathname).toBe('/me'), soon);
    expect(await screen.findByText(/not an order/, {}, soon)).toBeTruthy();
    expect(screen.getByRole('link', { name: /120/ }).getAttribute('href')).toBe('tel:120');
  });
});

describe('the case list', () => {
  it('says unknown where nothing is known and keeps filters in the address', async () => {
    const sent = fakeDesk('commander');
    const router = open('/cases?onset=unknown');
    expect((await screen.findAllByText('unknown', { selector: 'span' }, soon)).length).toBeGreaterThan(0);
    await userEvent.selectOptions(screen.getByLabelText('Case class'), 'confirmed');
    await waitFor(() => expect(router.state.location.search).toContain('case_class=confirmed'), soon);
    expect(screen.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toContain('/api/v1/cases.csv?incident=inc_yl1&case_class=confirmed&onset=unknown');
    expect(sent.some((one) => one.path === '/cases')).toBe(true);
  });
});

describe('the case page', () => {
  it('writes a correction with the version on screen and shows both versions of a conflict', async () => {
    const current = { version: 9, onset: '2022-03-01' };
    let first = true;
    const sent = fakeDesk('tracer', (one) => {
      if (!one.path.endsWith('/corrections')) return undefined;
      const refuse = first;
      first = false;
      return refuse ? { status: 409, body: { code: 'VERSION_CONFLICT', title: { zh: '已改', en: 'changed meanwhile' }, yours: 3, current } } : { status: 200, body: {} };
    });
    open('/cases/cas_47');
    await userEvent.click(await screen.findByRole('button', { name: 'Correct' }, soon));
    const form = within(await screen.findByRole('dialog', {}, soon));
    await userEvent.type(form.getByLabelText(/New value/), '2022-03-04');
    await userEvent.type(form.getByLabelText(/Why/), 'told again');
    await userEvent.click(form.getByRole('button', { name: 'Save the correction' }));
    expect(await screen.findByText('changed meanwhile', {}, soon)).toBeTruthy();
    expect(screen.getByText('2022-03-01')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Replace the record with mine' }));
    await waitFor(() => expect(sent.filter((one) => one.path.endsWith('/corrections')).map((one) => one.headers.get('if-match'))).toEqual(['3', '9']), soon);
  });

  it('gives the same sentence for a case of another county as for none', async () => {
    fakeDesk('tracer');
    open('/cases/cas_nowhere');
    expect(await screen.findByText(/There is no such record, or it is not in your area/, {}, soon)).toBeTruthy();
  });
});

describe("a tracer's day", () => {
  it('records the outcome of a call by one key and keeps the draft of a note', async () => {
    const sent = fakeDesk('tracer');
    open('/my-work');
    const note = await screen.findByRole('textbox', { name: 'Note' }, soon);
    await userEvent.type(note, '1 sat opposite');
    expect(Object.values({ ...localStorage }).join()).not.toContain('sat opposite');
    expect(sent.some((one) => one.path.endsWith('/attempt'))).toBe(false);
    (note as HTMLTextAreaElement).blur();
    await userEvent.keyboard('2');
    await waitFor(() => expect(sent.find((one) => one.path.endsWith('/attempt'))?.body).toEqual({ outcome: 'no_answer', note: '1 sat opposite' }), soon);
  });

  it('does not read a telephone number before it is asked for', async () => {
    const sent = fakeDesk('tracer');
    open('/my-work');
    await screen.findByRole('textbox', { name: 'Note' }, soon);
    expect(sent.some((one) => one.path.startsWith('/contacts/'))).toBe(false);
  });
});

describe('transmission', () => {
  it('says how much is known and never calls a link a contact', async () => {
    fakeDesk('commander');
    open('/transmission');
    expect((await screen.findAllByText('92 of 98 cases known', {}, soon)).length).toBeGreaterThan(0);
    expect(screen.getByText(/transmission links, not traced persons/)).toBeTruthy();
    expect((await screen.findAllByText('unknown', { selector: '.st' }, soon)).length).toBe(1);
  });
});

describe('a reading that fails', () => {
  it('says so in one sentence and tries again on request', async () => {
    let broken = true;
    fakeDesk('commander', (one) => (one.path === '/tasks' && broken ? { status: 403, body: { code: 'NOT_ALLOWED', title: { zh: '不行', en: 'Your post does not allow this.' } } } : undefined));
    open('/tasks');
    expect(await screen.findByText('Your post does not allow this.', {}, soon)).toBeTruthy();
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect((await screen.findAllByText('Network report', {}, soon)).length).toBeGreaterThan(0);
  });
});
