/** Times as an input holds them, without a zone, and the instants they mean in one. */

/** Give a local time of a zone its offset: 2022-03-07T14:05 → 2022-03-07T14:05:00+08:00. */
export function withOffset(local: string, zone: string): string {
  const whole = local.length === 16 ? `${local}:00` : local;
  const asUtc = Date.parse(`${whole}Z`);
  const minutes = offsetMinutes(asUtc - offsetMinutes(asUtc, zone) * 60_000, zone);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${whole}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Give an instant as the local time of a zone, to the minute: 2022-03-07T14:05. */
export function localOf(instant: string | number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant)).replace(' ', 'T');
}

function offsetMinutes(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '');
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}
