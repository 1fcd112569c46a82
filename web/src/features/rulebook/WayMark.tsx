/** Which way a change goes for the people concerned, as sign and word. Neither colour nor sign judges it. */
import type { Way } from '@/api/rulebook';
import { useUi } from '@/words/ui';

const signs: Record<Way, string> = { stricter: '▲', lighter: '▽', both: '◆', neither: '–' };

/** Draw the mark. */
export function WayMark({ way }: { way: Way }) {
  const { name } = useUi();
  return <span className={`way way-${way}`}><span aria-hidden="true">{signs[way]}</span> {name('way', way)}</span>;
}
