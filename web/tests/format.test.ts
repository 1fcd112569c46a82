/** Dates, spans and numbers as both languages write them; unknown precision is never filled in. */
import { describe, expect, it } from 'vitest';
import { day, dayOf, moment, number, span, zoneName } from '@/time/format';

const days = (count: number) => `${count} d`;

describe('a day', () => {
  it('leaves the current year out', () => {
    expect(day('2022-03-07', 'zh', 2022)).toBe('03-07');
    expect(day('2022-03-07', 'en', 2022)).toBe('7 Mar');
  });
  it('names another year', () => {
    expect(day('2015-06-03', 'zh', 2022)).toBe('2015-06-03');
    expect(day('2015-06-03', 'en', 2022)).toBe('3 Jun 2015');
  });
  it('stays a month where only the month is known', () => {
    expect(day('2015-05', 'zh', 2015)).toBe('2015-05');
    expect(day('2015-05', 'en', 2015)).toBe('May 2015');
  });
});

it('writes an instant in the zone of the server, across midnight', () => {
  expect(moment('2022-03-07T16:30:00Z', 'en', 'Asia/Shanghai', 2022)).toBe('8 Mar 00:30');
  expect(dayOf('2022-03-07T16:30:00Z', 'Asia/Shanghai')).toBe('2022-03-08');
  expect(zoneName(Date.parse('2022-03-07T16:30:00Z'), 'Asia/Shanghai')).toBe('UTC+8');
});

it('writes spans as hours and minutes, and long ones as whole days', () => {
  expect(span(72 * 60_000, days)).toBe('1:12');
  expect(span(-25 * 60_000, days)).toBe('0:25');
  expect(span(47 * 3_600_000, days)).toBe('47:00');
  expect(span(49 * 3_600_000, days)).toBe('2 d');
});

it('groups digits', () => expect(number(64567588, 'en')).toBe('64,567,588'));
