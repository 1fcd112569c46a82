/** Puts the page before the mock desk: requests are answered from memory, none leaves the process. */
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import { answer } from '../mock/answer.mjs';
import { makeQueries } from '@/app/App';
import { routes } from '@/app/routes';
import { UiProvider } from '@/words/ui';

export type Sent = { method: string; path: string; search: string; headers: Headers; body: unknown };
type Answer = { status: number; body: unknown; role?: string | null };
type Rule = (sent: Sent) => Answer | undefined;

/** A live line on which nothing is ever said. */
class SilentLine {
  static readonly CLOSED = 2;
  readyState = 0;
  close() {}
}

/** Answer the page's requests as `role`; `rule` may answer first. Gives the list of what was sent. */
export function fakeDesk(role: string | null, rule: Rule = () => undefined): Sent[] {
  const sent: Sent[] = [];
  let signedIn = role;
  vi.stubGlobal('EventSource', SilentLine);
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url);
    const text = request.method === 'GET' ? '' : await request.clone().text();
    const one: Sent = { method: request.method, path: url.pathname.replace('/api/v1', ''), search: url.search, headers: request.headers, body: text.startsWith('{') ? JSON.parse(text) : {} };
    sent.push(one);
    const found: Answer = rule(one) ?? answer({ method: one.method, path: one.path, query: url.searchParams, body: one.body, headers: Object.fromEntries(request.headers), role: signedIn });
    if (found.role !== undefined) signedIn = found.role;
    const type = found.status < 400 ? 'application/json' : 'application/problem+json';
    return new Response(found.body === null ? null : JSON.stringify(found.body), { status: found.status, headers: { 'content-type': type } });
  });
  return sent;
}

/** Open an address of the page in one language. */
export function open(path: string, lang: 'zh' | 'en' = 'en') {
  localStorage.setItem('outpace.language', lang);
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(<QueryClientProvider client={makeQueries()}><UiProvider zone="Asia/Shanghai"><RouterProvider router={router} /></UiProvider></QueryClientProvider>);
  return router;
}
