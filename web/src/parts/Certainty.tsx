/** How sure a number or clause is, in words; general knowledge and our own choices carry a mark beside the word. */
import { useUi } from '@/words/ui';
import { Status } from './Icon';

/** Show certainty `S:key`, `M1`–`M3` or `ours`; `short` leaves the full words to the title. */
export function Certainty({ value, short = false }: { value: string; short?: boolean }) {
  const { w, name } = useUi();
  const kind = value.split(':')[0]!;
  const full = name('certainty', kind);
  const words = short ? (w.terms.certaintyShort[kind] ?? full) : full;
  return <span title={full}>{kind === 'S' ? words : <Status sign={kind === 'M1' ? 'run' : 'unk'}>{words}</Status>}</span>;
}

/** Count how many numbers are how sure, the surest first. */
export function CertaintyCounts({ counts }: { counts: Record<string, number> }) {
  const { w, n } = useUi();
  const rows = Object.entries(counts).filter(([, count]) => count > 0);
  if (rows.length === 0) return <span className="t3">{w.common.none}</span>;
  return <span className="sure">{rows.map(([kind, count]) => <span key={kind} title={w.terms.certainty[kind]}>{w.terms.certaintyShort[kind] ?? kind} <b>{n(count)}</b></span>)}</span>;
}
