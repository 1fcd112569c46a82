/** Opening a person on the page: nothing is read before a press, refusals offer the other way, reviews need words. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { fakeDesk, open } from './desk';

const soon = { timeout: 10_000 };
const opened = { id: 'per_1', name: '林书宜', phone: '6000-0418', document: null, birth: null, address: null, until: '2022-03-07T08:00:00Z' };
const refusal = (code: string, status: number) => ({ status, body: { code, title: { zh: code, en: code }, params: { by: 'password' } } });

describe('opening a person', () => {
  it('asks for name and number on a press, for the task at hand', async () => {
    const sent = fakeDesk('tracer', (one) => (one.path.endsWith('/open') ? { status: 200, body: opened } : undefined));
    open('/my-work');
    const press = await screen.findAllByRole('button', { name: /Show name and number/ }, soon);
    expect(sent.some((one) => one.path.includes('/persons/'))).toBe(false);
    await userEvent.click(press.at(-1)!);
    expect(await screen.findByText(/6000-0418/, {}, soon)).toBeTruthy();
    expect(sent.find((one) => one.path.endsWith('/open'))?.body).toMatchObject({ purpose: 'call', because: { kind: expect.stringMatching(/task|contact/) } });
  });

  it('offers the emergency where no work links to her', async () => {
    fakeDesk('tracer', (one) => (one.path.endsWith('/open') ? refusal('PERSON_NOT_LINKED', 403) : undefined));
    open('/cases/cas_47');
    await userEvent.click((await screen.findAllByRole('button', { name: /Show name and number/ }, soon))[0]!);
    expect((await screen.findByRole('link', { name: 'It is an emergency' }, soon)).getAttribute('href')).toMatch(/^\/break-glass\?person=/);
  });
});

describe('an emergency', () => {
  it('asks who is there again and then opens', async () => {
    let confirmed = false;
    const sent = fakeDesk('tracer', (one) => {
      if (one.path.endsWith('/confirm')) { confirmed = true; return { status: 200, body: { until: opened.until } }; }
      if (one.path.endsWith('/break-glass')) return confirmed ? { status: 200, body: { id: 'gls_1', until: opened.until, review_due: opened.until } } : refusal('STEP_UP_NEEDED', 403);
      return one.path.endsWith('/open') ? { status: 200, body: opened } : undefined;
    });
    open('/break-glass?person=per_1');
    await userEvent.selectOptions(await screen.findByLabelText('Reason', {}, soon), 'urgent_care');
    await userEvent.type(screen.getByLabelText(/What is happening/), 'unconscious at the emergency door');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm and open' }));
    await screen.findByRole('dialog', {}, soon);
    await userEvent.type(document.querySelector<HTMLInputElement>('input[type=password]')!, 'correct horse');
    await userEvent.click(document.querySelector<HTMLButtonElement>('.ant-modal button[type=submit]')!);
    expect(await screen.findByText('林书宜', {}, soon)).toBeTruthy();
    expect(sent.find((one) => one.path.endsWith('/open'))?.body).toEqual({ purpose: 'break the glass', because: { kind: 'glass', id: 'gls_1' } });
  });
});

describe("a reviewer's page", () => {
  it('is the first of the ombudsman and settles only with words', async () => {
    const sent = fakeDesk('ombudsman', (one) => (one.path.endsWith('/review') && one.method === 'POST' ? { status: 200, body: {} } : undefined));
    const router = open('/');
    await waitFor(() => expect(router.state.location.pathname).toBe('/reviews'), soon);
    const approve = await screen.findByRole('button', { name: 'Approve' }, soon);
    expect((approve as HTMLButtonElement).disabled).toBe(true);
    await userEvent.type(screen.getAllByLabelText(/Why \(10 letters/)[0]!, 'confirmed with the emergency ward');
    await userEvent.click(approve);
    await waitFor(() => expect(sent.find((one) => one.method === 'POST')?.body).toEqual({ verdict: 'approved', text: 'confirmed with the emergency ward' }), soon);
    expect(sent.find((one) => one.method === 'POST')?.headers.get('if-match')).toBe('1');
  });

  it('narrows the log to an account by a press', async () => {
    fakeDesk('ombudsman');
    const router = open('/access', 'zh');
    await userEvent.click(await screen.findByRole('button', { name: '沈瑶' }, soon));
    await waitFor(() => expect(router.state.location.search).toContain('account=acc_tracer'), soon);
  });
});

describe('my record', () => {
  it('lists who opened it and files a complaint about one of them', async () => {
    const sent = fakeDesk('resident', (one) => (one.path === '/me/requests' ? { status: 200, body: { id: 'req_1', due_at: opened.until } } : undefined));
    open('/me');
    await userEvent.click(await screen.findByRole('button', { name: 'Ask about this' }, soon));
    await userEvent.type(screen.getByLabelText(/What you want to say/), 'I do not know this office');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(sent.find((one) => one.path === '/me/requests')?.body).toEqual({ kind: 'complaint', text: 'I do not know this office', about: 'opn_1' }), soon);
    expect(screen.getByRole('link', { name: /Download all my data/ }).getAttribute('href')).toBe('/api/v1/me.csv?');
  });
});
