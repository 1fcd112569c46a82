/** A chart with its words for readers and its PNG; the drawing library comes in a chunk of its own. */
import { lazy, Suspense, useCallback, useRef } from 'react';
import { Skeleton } from '../Await';
import { savePng } from '../savePng';
import { stamped, useThen } from '../then';
import type { Build } from './EChart';

const EChart = lazy(() => import('./EChart'));

export type { Build };

/** Give a chart and the function that saves it as PNG. */
export function useChart(name: string): { onReady: (png: () => string) => void; save: () => void } {
  const then = useThen();
  const png = useRef<(() => string) | null>(null);
  const onReady = useCallback((give: () => string) => {
    png.current = give;
  }, []);
  const save = useCallback(() => png.current && savePng(png.current(), stamped(name, then)), [name, then]);
  return { onReady, save };
}

type Props = { build: Build; label: string; onReady: (png: () => string) => void; onPick?: (name: string) => void; height: number | string };

/** Draw a chart `height` high. */
export function Chart({ height, ...props }: Props) {
  return <div style={{ height, minHeight: 0 }}><Suspense fallback={<Skeleton rows={4} />}><EChart {...props} /></Suspense></div>;
}
