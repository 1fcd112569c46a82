/** Places exposures on a strip of days: a lane a setting, the look-back window behind. Dates only; no clock. */
import type { Exposure } from '@/api/types';

const oneDay = 86_400_000;

export type Bar = { lane: number; from: number; to: number; exposure: Exposure };
export type Strip = { lanes: string[]; days: string[]; bars: Bar[]; undated: number };

const at = (day: string) => Date.parse(`${day.slice(0, 10)}T00:00Z`);
const write = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Lay the strip out over all days that occur; positions are in days from the first. */
export function strip(exposures: Exposure[], marks: (string | null | undefined)[]): Strip {
  const standing = exposures.filter((row) => !row.withdrawn);
  const dated = standing.filter((row) => row.first ?? row.last);
  const times = [...dated.flatMap((row) => [row.first, row.last]), ...marks].filter((day): day is string => Boolean(day) && day!.length >= 10).map(at);
  if (times.length === 0) return { lanes: [], days: [], bars: [], undated: standing.length };
  const first = Math.min(...times);
  const last = Math.min(Math.max(...times), first + 40 * oneDay);
  const lanes = [...new Set(dated.map((row) => row.setting))];
  const bars = dated.map((row) => {
    const [from, to] = [row.first ?? row.last!, row.last ?? row.first!];
    return { lane: lanes.indexOf(row.setting), from: (at(from) - first) / oneDay, to: (at(to) - first) / oneDay + 1, exposure: row };
  });
  const days = Array.from({ length: Math.round((last - first) / oneDay) + 2 }, (_, step) => write(first + step * oneDay));
  return { lanes, days, bars, undated: standing.length - dated.length };
}

/** Give a day's distance from the strip's first day, in days. */
export function offset(days: string[], day: string): number {
  return (at(day) - at(days[0]!)) / oneDay;
}
