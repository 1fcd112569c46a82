/** The look-back: exposures as lanes over days, the window with its clause, the day of onset. */
import type { CasePage } from '@/api/types';
import { Empty } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { useRoom } from '@/parts/useRoom';
import { useUi } from '@/words/ui';
import { offset, strip } from './lanes';

const [left, top, lane] = [112, 20, 21];
const [unmeasured, padding] = [720, 32];
const colours: Record<string, string> = { household: 'var(--n-4)', work: 'var(--found-q)', school: 'var(--found-q)', hospital: 'var(--text-2)', care: 'var(--text-2)' };

/** Draw the strip of a case. */
export function LookBackStrip({ data }: { data: CasePage }) {
  const { w, day, name } = useUi();
  const words = w.myWork;
  const [box, room] = useRoom();
  const width = room ? Math.max(320, room - padding) : unmeasured;
  const decision = data.decisions.look_back;
  const outcome = (decision?.outcome ?? {}) as Record<string, string | undefined>;
  const [start, end] = [outcome.start ?? outcome.from, outcome.end ?? outcome.to];
  const plan = strip(data.exposures, [data.onset, start, end]);
  const clause = decision?.reasons[0]?.clause;
  if (plan.lanes.length === 0) return <div ref={box} className="lb"><Empty>{words.lanesEmpty}</Empty></div>;
  const step = (width - left - 12) / plan.days.length;
  const x = (days: number) => left + days * step;
  const height = top + plan.lanes.length * lane + 8;
  return (
    <div ref={box} className="lb">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words.stripLabel(plan.bars.length + plan.undated)}>
        {start && <rect x={x(offset(plan.days, start))} y={top} width={Math.max(step, x(end ? offset(plan.days, end) + 1 : plan.days.length) - x(offset(plan.days, start)))} height={height - top} fill="var(--accent-weak)" />}
        {plan.days.map((date, index) => <g key={date}><path d={`M${x(index)} ${top}V${height}`} stroke="var(--line)" />{index % Math.ceil(48 / step) === 0 && <text x={x(index) + 3} y={14} fontSize={11} fill="var(--text-3)">{day(date)}</text>}</g>)}
        {plan.lanes.map((setting, index) => <text key={setting} x={left - 8} y={top + index * lane + 16} fontSize={12} textAnchor="end" fill="var(--text-2)">{name('setting', setting)}</text>)}
        {plan.bars.map((bar) => <rect key={bar.exposure.id} x={x(bar.from) + 2} y={top + bar.lane * lane + 5} width={Math.max(4, (bar.to - bar.from) * step - 4)} height={13} fill={colours[bar.exposure.setting] ?? 'var(--found-k)'}><title>{`${bar.exposure.person.name ?? w.contacts.noName} ${day(bar.exposure.first ?? bar.exposure.last)}`}</title></rect>)}
        {data.onset && data.onset.length >= 10 && <><path d={`M${x(offset(plan.days, data.onset))} ${top - 2}V${height}`} stroke="var(--over)" strokeWidth={2} /><text x={x(offset(plan.days, data.onset)) + 5} y={height - 4} fontSize={11} fontWeight={700} fill="var(--over)" stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">{words.onset} {day(data.onset)}</text></>}
      </svg>
      <p className="sub">{start ? <>{words.lookBack} {day(start)} → {end ? day(end) : words.untilIsolated} {clause && <ClauseChip clause={clause} words="" />}</> : words.lookBackUnknown}{plan.undated > 0 && ` · ${words.undated(plan.undated)}`}</p>
    </div>
  );
}
