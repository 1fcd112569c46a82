/** Anchors of numbers, and the words for a number: its note, else the titles of the clauses that quote it. */
import type { Edition, Text } from '@/api/types';

/** The id of a number's row. */
export function numberAnchor(name: string): string {
  return `number-${name}`;
}

/** Give a way to name the numbers of an edition; null where neither a note nor a clause says anything. */
export function clauseTitles(edition: Edition): (name: string) => Text | null {
  const titles = new Map(edition.clauses.map((clause) => [clause.number, clause.title]));
  return (name) => {
    const number = edition.numbers.find((one) => one.name === name);
    if (number?.note) return number.note;
    const found = (number?.quoted_by ?? []).flatMap((one) => titles.get(one) ?? []);
    return found.length === 0 ? null : { zh: found.map((one) => one.zh).join('、'), en: found.map((one) => one.en).join('; ') };
  };
}
