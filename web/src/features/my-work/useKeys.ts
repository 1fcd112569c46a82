/** Keys of a page; silent while something is typed or a dialog is open. */
import { useEffect, useRef } from 'react';

export type KeyMap = Record<string, () => unknown>;

const typing = 'input, textarea, select, [contenteditable]';

/** Call the action of a pressed key. */
export function useKeys(keys: KeyMap): void {
  const map = useRef(keys);
  useEffect(() => {
    map.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.matches(typing) || document.querySelector('[role=dialog]')) return;
      if (event.key === 'Enter' && target.matches('button, a, [role=link]')) return;
      const action = map.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
