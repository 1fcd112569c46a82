/**
 * Drafts that survive a reload and never outlive the session. They can name people, so the browser keeps them encrypted, under
 * a key that no script can read out and that goes at sign-out; where a browser gives no such key they stay in memory alone.
 */
import { useCallback, useEffect, useState } from 'react';
import { forgetDraftKey, openDraft, sealDraft } from './draftKey';

const prefix = 'outpace.draft.';
const memory = new Map<string, string>();

/** Keep a text under a name; an empty text removes it. */
export function useDraft(name: string): [string, (text: string) => void] {
  const [state, setState] = useState({ name, text: memory.get(name) ?? '' });
  if (state.name !== name) setState({ name, text: memory.get(name) ?? '' });
  useEffect(() => {
    let current = true;
    void recall(name).then((text) => current && text !== '' && setState({ name, text }));
    return () => { current = false; };
  }, [name]);
  const set = useCallback((text: string) => {
    memory.set(name, text);
    void keep(name, text);
    setState({ name, text });
  }, [name]);
  return [state.text, set];
}

/** Forget every draft on this machine, and the key they were under. */
export function clearDrafts(): void {
  memory.clear();
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  void forgetDraftKey();
}

async function recall(name: string): Promise<string> {
  const sealed = localStorage.getItem(prefix + name);
  if (memory.has(name) || sealed === null) return memory.get(name) ?? '';
  const text = await openDraft(sealed);
  if (text === null) localStorage.removeItem(prefix + name);
  else if (!memory.has(name)) memory.set(name, text);
  return memory.get(name) ?? '';
}

async function keep(name: string, text: string): Promise<void> {
  if (text === '') return localStorage.removeItem(prefix + name);
  const sealed = await sealDraft(text);
  if (sealed !== null && memory.get(name) === text) localStorage.setItem(prefix + name, sealed);
}
