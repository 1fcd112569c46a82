/** People under two editions in the order to read them: those for whom something changes first; what changes, part by part. */
import type { CaseUnder, PersonUnder } from '@/api/rulebook';

export type Part = 'tier' | 'stages' | 'end';

/** Changed people first, otherwise as they were recorded. */
export function changedFirst(people: PersonUnder[]): PersonUnder[] {
  return [...people.filter((one) => one.changed), ...people.filter((one) => !one.changed)];
}

/** Name what differs between both sides of a person. */
export function changedParts(one: PersonUnder): Set<Part> {
  const parts: Part[] = ['tier', 'stages', 'end'];
  return new Set(parts.filter((part) => JSON.stringify(one.now[part]) !== JSON.stringify(one.then[part])));
}

/** Days in a stage, both ends counted. */
export function daysOf(stage: { start: string; end: string }): number {
  return Math.round((Date.parse(stage.end) - Date.parse(stage.start)) / 86_400_000) + 1;
}

/** How many people fall into each tier on either side, with the words for it; undecided under an empty key. */
export function tierTotals(data: CaseUnder): { key: string; label: PersonUnder['now']['tier_label']; now: number; then: number }[] {
  const rows = new Map<string, { key: string; label: PersonUnder['now']['tier_label']; now: number; then: number }>();
  for (const person of data.people) {
    for (const side of ['now', 'then'] as const) {
      const { tier, tier_label: label } = person[side];
      const key = `${tier ?? ''}|${label?.en ?? ''}`;
      const row = rows.get(key) ?? { key, label, now: 0, then: 0 };
      row[side] += 1;
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}
