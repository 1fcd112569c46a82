/** The door to the desk: headers of a write, refusals in one sentence, drafts that end with the session. */
import { act, renderHook, waitFor } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createElement, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { makeQueries } from '@/app/App';
import { invalidate } from '@/app/live';
import { finishTask } from '@/api/calls/finish-task';
import { newKey } from '@/api/client';
import { asProblem, ApiProblem } from '@/api/problem';
import { useWrite } from '@/api/write';
import { clearDrafts } from '@/parts/drafts';
import { fakeDesk } from './desk';

const within = ({ children }: { children: ReactNode }) => createElement(QueryClientProvider, { client: makeQueries() }, children);

describe('a write', () => {
  it('carries the CSRF value, the version on screen and an idempotency key', async () => {
    document.cookie = 'outpace_csrf=abc';
    const sent = fakeDesk('tracer', () => ({ status: 200, body: {} }));
    await finishTask({ id: 'tsk_1', version: 4 }, 'key-1');
    expect(Object.fromEntries(['x-csrftoken', 'if-match', 'idempotency-key'].map((name) => [name, sent[0]!.headers.get(name)]))).toEqual({ 'x-csrftoken': 'abc', 'if-match': '4', 'idempotency-key': 'key-1' });
  });

  it('keeps its key while the same input is sent again, and takes another for another input', async () => {
    const keys: string[] = [];
    const call = vi.fn(async (_: { note: string }, key: string) => { keys.push(key); throw new TypeError('lost'); });
    const { result } = renderHook(() => useWrite(call, { touches: [] }), { wrapper: within });
    for (const note of ['a', 'a', 'b']) {
      act(() => result.current.mutate({ note }));
      await waitFor(() => expect(keys.length).toBeGreaterThan(0));
      await waitFor(() => expect(result.current.isPending).toBe(false));
    }
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});

it('makes keys that look like uuids and differ', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(newKey()).not.toBe(newKey());
});

describe('a refusal', () => {
  it('is the sentence of the desk in both languages', async () => {
    fakeDesk(null, () => ({ status: 404, body: { code: 'NOT_FOUND', title: { zh: '没有', en: 'none' } } }));
    const refused = await finishTask({ id: 'x', version: 1 }, 'k').catch((error: unknown) => asProblem(error));
    expect(refused).toMatchObject({ code: 'NOT_FOUND', status: 404, title: { zh: '没有', en: 'none' } });
  });
  it('of no known form still is one sentence', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
    const refused = asProblem(await finishTask({ id: 'x', version: 1 }, 'k').catch((error: unknown) => error));
    expect([refused.code, refused.title.en.length > 20]).toEqual(['UNCLEAR_ANSWER', true]);
  });
  it('of the line says that the input is kept', () => expect(asProblem(new TypeError('Failed to fetch')).code).toBe('OFFLINE'));
  it('stays itself', () => {
    const problem = new ApiProblem('X', 409, { zh: '', en: '' });
    expect(asProblem(problem)).toBe(problem);
  });
});

it('reads again what a live message names, and everything for a kind it does not know', () => {
  const queries = makeQueries();
  const touched = vi.spyOn(queries, 'invalidateQueries');
  invalidate(queries, ['task']);
  const named = touched.mock.calls.map(([filter]) => (filter as { queryKey: string[] }).queryKey[0]);
  expect(named).toEqual(expect.arrayContaining(['tasks', 'case', 'figures']));
  expect(named).not.toContain('imports');
  touched.mockClear();
  invalidate(queries, ['something']);
  expect(touched.mock.calls.length).toBeGreaterThan(8);
});

it('forgets drafts and nothing else', () => {
  localStorage.setItem('outpace.draft.note.1', 'told in confidence');
  localStorage.setItem('outpace.language', 'zh');
  clearDrafts();
  expect([localStorage.getItem('outpace.draft.note.1'), localStorage.getItem('outpace.language')]).toEqual([null, 'zh']);
});
