/** The day and the time of a moment in a zone, as inputs hold them. */

/** Give the day as YYYY-MM-DD. */
export function dayOf(at: string, zone: string): string {
  return written(at, zone).slice(0, 10);
}

/** Give the time as HH:MM. */
export function timeOf(at: string, zone: string): string {
  return written(at, zone).slice(11, 16);
}

function written(at: string, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
}
