/** The one door to the desk: base address, CSRF header, idempotency key, refusals raised as ApiProblem. */
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './paths';
import { problemOf } from './problem';

export const base = '/api/v1';

/** Make a key that stays the same while one intent is sent again. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Read the CSRF value the desk set as a cookie; empty before sign-in. */
export function csrfToken(): string {
  return /(?:^|;\s*)outpace_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

const door: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept', 'application/json');
    if (request.method === 'GET') return request;
    request.headers.set('X-CSRFToken', csrfToken());
    if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey());
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return response;
  },
};

export const client = createClient<paths>({ baseUrl: base, credentials: 'same-origin', fetch: (request) => globalThis.fetch(request) });
client.use(door);

/** Headers of a write: the intent's key, and the version that was on screen where one record is changed. */
export function writeHeaders(key: string, version?: number): Record<string, string> {
  return version === undefined ? { 'Idempotency-Key': key } : { 'Idempotency-Key': key, 'If-Match': String(version) };
}

/** Give the address of a list's CSV twin with the same filters. */
export function csvUrl(path: string, filter: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined && value !== '') search.set(name, String(value));
  return `${base}${path}.csv?${search}`;
}
