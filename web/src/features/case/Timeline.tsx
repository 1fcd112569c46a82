/** Points in time of a case, each with its clause and whether its limit was kept. */
import type { TimelineRow } from '@/api/types';
import { Empty } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Icon, Status, type StatusSign } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { TimeLeft } from '@/parts/TimeLeft';
import { useUi } from '@/words/ui';

/** List the points, oldest first; an unknown time says so. */
export function Timeline({ rows }: { rows: TimelineRow[] }) {
  const { w } = useUi();
  return (
    <Section title={w.caseWords.timeline}>
      {rows.length === 0 ? <Empty>{w.caseWords.timelineEmpty}</Empty> : <ol className="tl">{rows.map((row, index) => <Point key={`${row.kind}${row.at}${index}`} row={row} />)}</ol>}
    </Section>
  );
}

function signOf(row: TimelineRow): StatusSign {
  if (row.at === null) return 'unk';
  if (row.limit === null) return 'run';
  return row.limit.kept === null ? 'soon' : row.limit.kept ? 'ok' : 'over';
}

function Point({ row }: { row: TimelineRow }) {
  const { w, text, day, moment } = useUi();
  const when = row.at === null ? w.common.unknown : row.precision === 'day' || row.precision === 'month' || row.at.length <= 10 ? day(row.at) : moment(row.at);
  const sign = signOf(row);
  return (
    <li>
      <span className="when">{when}</span>
      <span className={`pt st-${sign}`}><Icon sign={sign} /></span>
      <div>
        <b>{text(row.title)}</b> {row.clause && <ClauseChip clause={row.clause} words="" />}
        {row.limit && <div className="w">
          {row.limit.kept === null ? <TimeLeft due={row.limit.due_at} /> : <Status sign={row.limit.kept ? 'ok' : 'over'}>{row.limit.kept ? w.caseWords.limitKept : w.caseWords.limitMissed}</Status>}
          <div className="t3">{w.caseWords.limitOpen} {moment(row.limit.due_at)}</div>
        </div>}
      </div>
    </li>
  );
}
