/** Days of posts as a date field has them. A post ends with its last day on this machine's clock, never after the limit. */
import type { Post } from '@/api/accounts';

/** The day of an instant for a date field. */
export function dayField(instant: string): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}

/** The end of a day, or the limit where that comes first. */
export function endOfDay(day: string, latest: string | null): string {
  const end = new Date(`${day}T23:59:59`);
  if (Number.isNaN(end.getTime())) return latest ?? new Date().toISOString();
  return latest !== null && Date.parse(latest) < end.getTime() ? latest : end.toISOString();
}

/** So many days from an instant, or the limit where that comes first. */
export function daysFrom(now: number, days: number, latest: string | null): string {
  return endOfDay(dayField(new Date(now + days * 24 * 3_600_000).toISOString()), latest);
}

/** The latest end among an administrator's own posts; null where she has none. */
export function latestEnd(own: Post[]): string | null {
  return own.map((post) => post.ends).sort().at(-1) ?? null;
}
