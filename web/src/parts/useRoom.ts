/** The width that a pane gives to a drawing, so that letters keep their size on every screen. */
import { useEffect, useRef, useState } from 'react';

/** Give a reference for the pane and its width in pixels; 0 until it is measured. */
export function useRoom<Pane extends HTMLElement = HTMLDivElement>() {
  const box = useRef<Pane>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const pane = box.current;
    if (!pane || typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(() => setRoom(pane.clientWidth));
    watch.observe(pane);
    return () => watch.disconnect();
  }, []);
  return [box, room] as const;
}
