/** What every test of the page starts with: an empty machine and no layout engine. */
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** Node's Request takes neither addresses without a host nor the signals of the simulated browser. */
class LocalRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input instanceof Request ? input : new URL(String(input), 'http://desk.test'), { ...init, signal: null });
  }
}

globalThis.Request = LocalRequest;
globalThis.ResizeObserver = NoResize as unknown as typeof ResizeObserver;
window.matchMedia ??= ((query: string) => ({ matches: false, media: query, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} })) as unknown as typeof window.matchMedia;
HTMLElement.prototype.scrollIntoView = () => {};

beforeEach(() => localStorage.clear());
afterEach(cleanup);
