/** Both languages say everything, and nothing is left in the other one. */
import { describe, expect, it } from 'vitest';
import { en } from '@/words/en';
import { zh } from '@/words/zh';

type Leaf = [path: string, value: unknown];

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

const spoken = (value: unknown): string => (typeof value === 'function' ? String(value(...['1', '2', '3', '4'].slice(0, value.length))) : String(value));
const chinese = /[\u4e00-\u9fff]/;

describe('words', () => {
  it('have the same keys in both languages', () => {
    expect(leaves(en).map(([path]) => path).sort()).toEqual(leaves(zh).map(([path]) => path).sort());
  });

  it.each([['zh', zh], ['en', en]])('are never empty in %s', (_, words) => {
    expect(leaves(words).filter(([, value]) => spoken(value).trim() === '')).toEqual([]);
  });

  it('hold no Chinese in the English ones, but for the name of the other language', () => {
    const mixed = leaves(en).filter(([path, value]) => path !== 'common.otherLanguage' && chinese.test(spoken(value)));
    expect(mixed).toEqual([]);
  });

  it('take the same number of words to fill in both languages', () => {
    const arity = (words: unknown) => Object.fromEntries(leaves(words).filter(([, value]) => typeof value === 'function').map(([path, value]) => [path, (value as () => string).length]));
    expect(arity(en)).toEqual(arity(zh));
  });
});
