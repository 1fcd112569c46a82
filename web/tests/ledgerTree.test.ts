/** The way to the root: five leaves whose hashes were computed by another program. */
import { describe, expect, it } from 'vitest';
import { climb, statement } from '@/features/ledger/tree';

const checkpoint = 'o\n5\nuFW0LWww9bCH4FJmeD+9bjlPe5JgE8yqZ3AKiwxaWW8=\ntime t\nprevious -\n\n— o x\n';
const root = 'b855b42d6c30f5b087e05266783fbd6e394f7b926013ccaa67700a8b0c5a596f';
const second = {
  format: 'outpace-proof/1', event: 'evt_0', key: 'k', item: null, checkpoint, leaf: { number: 2, data: '02' },
  path: ['583c7dfb7b3055d99465544032a571e10a134b1b6f769422bbb71fd7fa167a5d', 'a20bf9a7cc2dc8a08f5f415a71b19f6ac427bab54d24eec868b5d3103449953a', '4f35212d12f9ad2036492c95f1fe79baf4ec7bd9bef3dffa7579f2293ff546a4'],
};
const last = { ...second, leaf: { number: 4, data: '04' }, path: ['9bcd51240af4005168f033121ba85be5a6ed4f0e6a5fac262066729b8fbfdecb'] };

describe('the way to the root', () => {
  it('reads what the note states', () => {
    expect(statement(checkpoint)).toEqual({ size: 5, root });
  });

  it('leads there from a leaf inside and from the last one', async () => {
    expect(await climb(second)).toMatchObject({ root, holds: true, steps: [{ isLeft: false }, { isLeft: true }, { isLeft: false }] });
    expect(await climb(last)).toMatchObject({ root, holds: true, steps: [{ isLeft: true }] });
  });

  it.each([
    { ...second, leaf: { number: 2, data: '03' } }, { ...second, leaf: { number: 3, data: '02' } },
    { ...second, path: second.path.slice(1) }, { ...second, path: [...second.path].reverse() }, { ...last, path: [] },
  ])('goes red for whatever was changed', async (changed) => {
    expect((await climb(changed)).holds).toBe(false);
  });
});
