/** Dates, spans and numbers as the two languages write them. Zone and now are arguments. */
export type Lang = 'zh' | 'en';

const locale = { zh: 'zh-CN', en: 'en-GB' } as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Group digits: 12345 → 12,345. */
export function number(value: number, lang: Lang): string {
  return new Intl.NumberFormat(locale[lang], { maximumFractionDigits: 1 }).format(value);
}

/** Write a day "2015-05-20" or a month "2015-05"; the year only when it is not the current one. */
export function day(value: string, lang: Lang, currentYear: number): string {
  const [year, month, date] = value.slice(0, 10).split('-') as [string, string, string?];
  const withYear = Number(year) !== currentYear || date === undefined;
  if (lang === 'zh') return [withYear ? year : null, month, date].filter(Boolean).join('-');
  const words = [date ? String(Number(date)) : null, months[Number(month) - 1] ?? month, withYear ? year : null];
  return words.filter(Boolean).join(' ');
}

type Parts = { year: number; day: string; time: string; weekday: string };

function parts(instant: string | number, zone: string, lang: Lang): Parts {
  const format = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', weekday: 'short',
  });
  const found = Object.fromEntries(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return {
    year: Number(found.year), day: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}`, weekday: found.weekday ?? '',
  };
}

/** Write an instant with day and time of the zone: 03-07 14:05 / 7 Mar 14:05. */
export function moment(instant: string | number, lang: Lang, zone: string, currentYear: number): string {
  const at = parts(instant, zone, lang);
  return `${day(at.day, lang, currentYear)} ${at.time}`;
}

/** Write an instant's time of day only. */
export function time(instant: string | number, lang: Lang, zone: string): string {
  return parts(instant, zone, lang).time;
}

/** Give the calendar day of an instant in a zone, "2022-03-07". */
export function dayOf(instant: string | number, zone: string): string {
  return parts(instant, zone, 'en').day;
}

/** Name the weekday of an instant. */
export function weekday(instant: string | number, lang: Lang, zone: string): string {
  return parts(instant, zone, lang).weekday;
}

/** Name the zone by its offset, UTC+8. */
export function zoneName(instant: number, zone: string): string {
  const found = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(new Date(instant));
  return (found.find((part) => part.type === 'timeZoneName')?.value ?? zone).replace('GMT', 'UTC');
}

/** Write a span as h:mm; from 48 hours on in whole days, with the day word given. */
export function span(milliseconds: number, dayWord: (days: number) => string): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes >= 48 * 60) return dayWord(Math.floor(minutes / 1440));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
