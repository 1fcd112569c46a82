/** The server's clock: its offset to this machine's, and a hook that ticks. Dates are never computed from the local clock alone. */
import { useSyncExternalStore } from 'react';

let offset = 0;

/** Set the offset from an answer's `now`, assuming it was stamped half way between sending and receiving. */
export function setServerNow(now: string, sent: number, received: number): void {
  offset = Date.parse(now) - (sent + received) / 2;
}

/** Give the server's time in milliseconds. */
export function serverNow(): number {
  return Date.now() + offset;
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const step = () => Math.floor(serverNow() / 5_000) * 5_000;

/** Give the server's time, renewed every five seconds. */
export function useServerNow(): number {
  return useSyncExternalStore(subscribe, step);
}
