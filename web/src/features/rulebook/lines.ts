/** An answer's lines as flat rows, and which rows of two answers are not the same. It knows no screen. */
import type { Line } from '@/api/rulebook';
import type { Clause } from '@/api/types';

export type Row = { depth: number; name: string; said: string; clause: Clause | null };
export type Say = (leaf: Line) => string;
export type Name = (line: Line) => string;

/** Flatten: a record of a list becomes one row, a list of words one row, everything else a row each. */
export function rowsOf(line: Line, name: Name, say: Say, depth = 0): Row[] {
  const head = { depth, name: name(line), clause: line.clause };
  if (line.kind !== 'group') return [{ ...head, said: say(line) }];
  const leaves = line.of.every((one) => one.kind !== 'group');
  if (leaves && line.of.every((one) => one.name === null) && line.text === null) return [{ ...head, said: line.of.map(say).join(' · ') }];
  if (leaves && line.name === null && (line.text !== null || depth > 0)) {
    const parts = line.of.map((one) => `${name(one)} ${say(one)}`.trim());
    return [{ ...head, said: [line.text ? say(line) : '', parts.join(' · ')].filter(Boolean).join(' · ') }];
  }
  const own = line.name !== null || line.text !== null ? [{ ...head, said: line.text ? say(line) : '' }] : [];
  return [...own, ...line.of.flatMap((one) => rowsOf(one, name, say, own.length > 0 ? depth + 1 : depth))];
}

/** Say for each row whether the other side lacks one like it. */
export function unlike(rows: Row[], others: Row[] | null): boolean[] {
  if (others === null) return rows.map(() => false);
  const key = (row: Row) => JSON.stringify([row.name, row.said]);
  const left = new Map<string, number>();
  for (const row of others) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  return rows.map((row) => {
    const count = left.get(key(row)) ?? 0;
    left.set(key(row), count - 1);
    return count < 1;
  });
}
