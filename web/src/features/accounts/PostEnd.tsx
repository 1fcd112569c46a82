/** When a post or token ends: the day, and the time left while it runs. */
import type { Standing } from '@/api/accounts';
import { Status } from '@/parts/Icon';
import { useServerNow } from '@/time/clock';
import { span } from '@/time/format';
import { useUi } from '@/words/ui';

const soon = 3 * 24 * 3_600_000;

/** Show an end; over says so, and the last three days are marked. */
export function PostEnd({ ends, state }: { ends: string; state: Standing }) {
  const { w, moment } = useUi();
  const now = useServerNow();
  if (state === 'over') return <span className="t3">{w.accounts.standing.over} {moment(ends)}</span>;
  const left = Date.parse(ends) - now;
  return <><Status sign={left < soon ? 'soon' : 'run'}>{w.common.left(span(left, w.common.days))}</Status> <span className="t3 hide-s">{moment(ends)}</span></>;
}
