/** How an age reads: seconds up to two minutes, then hours and minutes, then days. */
import { span } from '@/time/format';
import { useUi } from '@/words/ui';

/** Give the writer of ages in the page's language. */
export function useAge(): (seconds: number) => string {
  const { w, n } = useUi();
  return (seconds) => (seconds < 120 ? w.loop.seconds(n(Math.max(0, Math.round(seconds)))) : span(seconds * 1000, w.loop.days));
}
