/** Views across areas: what the list says, and that one is ended with a reason, in the version on screen. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { fakeDesk, open } from './desk';

const soon = { timeout: 10_000 };

describe('views across areas', () => {
  it('are explained where there are none', async () => {
    fakeDesk('ombudsman', (one) => (one.path === '/grants' ? { status: 200, body: { items: [], next: null, total: 0, as_of: '2022-03-07T08:00:00Z' } } : undefined));
    open('/grants');
    expect(await screen.findByText(/A view across areas shows one record to another area/, {}, soon)).toBeTruthy();
  });

  it('are narrowed by state, and the file follows', async () => {
    fakeDesk('ombudsman');
    const router = open('/grants');
    await screen.findByText(/cas_0000000000044/, {}, soon);
    await userEvent.selectOptions(screen.getByLabelText('State'), 'in_force');
    await waitFor(() => expect(screen.queryByText(/cas_0000000000044/)).toBeNull(), soon);
    expect(router.state.location.search).toBe('?state=in_force');
    expect(document.querySelector('a[download]')?.getAttribute('href')).toBe('/api/v1/grants.csv?state=in_force');
  });

  it('show both sides when somebody else was first, and end with the version as it stands now', async () => {
    let asked = 0;
    const stale = { status: 409, body: { code: 'VERSION_CONFLICT', title: { zh: '有人改过', en: 'Somebody changed this' }, params: {}, yours: 1, current: { version: 5, reason: 'objection' } } };
    const sent = fakeDesk('commander', (one) => (one.method !== 'POST' ? undefined : (asked += 1) === 1 ? stale : { status: 200, body: {} }));
    open('/grants');
    await userEvent.click(await screen.findByRole('button', { name: /End the view of cas_0000000000047/ }, soon));
    const sure = await screen.findByRole('button', { name: 'End the view' }, soon);
    expect((sure as HTMLButtonElement).disabled).toBe(true);
    await userEvent.selectOptions(screen.getByLabelText('Reason'), 'mistaken');
    await userEvent.click(sure);
    await screen.findByText('Somebody changed this', {}, soon);
    expect([...document.querySelectorAll('.ant-modal td')].map((one) => one.textContent)).toEqual(['Reason', 'it was shown by mistake', 'the person or her guardian objected']);
    await userEvent.click(document.querySelectorAll<HTMLButtonElement>('.ant-modal-footer .btn.pri')[0]!);
    await waitFor(() => expect(sent.filter((one) => one.method === 'POST').map((one) => one.headers.get('if-match'))).toEqual(['1', '5']), soon);
    expect(sent.filter((one) => one.method === 'POST').at(-1)?.body).toEqual({ reason: 'mistaken' });
  });
});
