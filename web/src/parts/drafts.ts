/** Drafts that survive a reload and never outlive the session: kept under one prefix and cleared at sign-out. */
import { useCallback, useState } from 'react';

const prefix = 'outpace.draft.';

/** Keep a text under a name; an empty text removes it. */
export function useDraft(name: string): [string, (text: string) => void] {
  const [state, setState] = useState({ name, text: localStorage.getItem(prefix + name) ?? '' });
  if (state.name !== name) setState({ name, text: localStorage.getItem(prefix + name) ?? '' });
  const set = useCallback((text: string) => {
    if (text === '') localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, text);
    setState({ name, text });
  }, [name]);
  return [state.text, set];
}

/** Forget every draft on this machine. */
export function clearDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}
