/** Accounts: who is suspended, since when and because of what; who lifts it is said, and can be found. */
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeDesk, open } from './desk';

const soon = { timeout: 10_000 };
const area = { id: 'are_0000000000001', code: '9001', name: { zh: '甲县', en: 'County A' }, level: 'county', path: '90/9001/' };
const row = {
  id: 'acc_0000000000001', name: 'lin', display: { zh: '林', en: 'Lin' }, system: false, state: 'suspended', second_factor: true, posts: [], version: 1,
  suspended: { since: '2022-03-07T06:00:00Z', because: 'glass_unreviewed', broken: '2022-03-04T06:00:00Z', area },
};
const detail = { ...row, password_until: null, closed: null, tokens: [], providers: [], own: false, changeable: true, as_of: '2022-03-07T08:00:00Z' };
const empty = { items: [], next: null, total: 0, as_of: '2022-03-07T08:00:00Z' };

function desk() {
  return fakeDesk('administrator', (one) => {
    const body = { '/accounts': { ...empty, items: [row], total: 1 }, '/accounts/acc_0000000000001': detail, '/account-changes': empty }[one.path];
    return body ? { status: 200, body } : undefined;
  });
}

describe('an account that is suspended', () => {
  it('says so in the list, and the file follows the filter', async () => {
    desk();
    open('/accounts?state=suspended');
    expect(await screen.findByRole('cell', { name: /Suspended since/ }, soon)).toBeTruthy();
    expect(document.querySelector('a[download]')?.getAttribute('href')).toBe('/api/v1/accounts.csv?state=suspended');
  });

  it('says on its page who lifts it, in Chinese too', async () => {
    desk();
    open('/accounts/acc_0000000000001', 'zh');
    expect(await screen.findByText(/甲县的指挥长或监察员在“复核”页面处理后/, {}, soon)).toBeTruthy();
    expect(screen.getByRole('link', { name: '看看谁是指挥长' }).getAttribute('href')).toBe('/accounts?role=commander&state=open');
  });
});
