/** Time to a limit: counts down, then up with the overrun, or stands as it stood at the moment shown; shape and word beside the colour. */
import { span } from '@/time/format';
import { useUi } from '@/words/ui';
import { useShownNow } from './then';
import { Status, type StatusSign } from './Icon';

const soonHours = 1;

/** Say how urgent a limit is: over, soon (under an hour) or running. */
export function urgency(due: string | null, now: number): StatusSign {
  if (due === null) return 'unk';
  const left = Date.parse(due) - now;
  if (left < 0) return 'over';
  return left < soonHours * 3_600_000 ? 'soon' : 'run';
}

/** Show the time left to `due`; a done task says so instead. */
export function TimeLeft({ due, done = false }: { due: string | null; done?: boolean }) {
  const { w } = useUi();
  const now = useShownNow();
  if (done) return <Status sign="ok">{w.common.done}</Status>;
  if (due === null) return <Status sign="unk">{w.common.noLimit}</Status>;
  const left = Date.parse(due) - now;
  const words = span(left, w.common.days);
  return <Status sign={urgency(due, now)}>{left < 0 ? w.common.over(words) : w.common.left(words)}</Status>;
}
