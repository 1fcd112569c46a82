/** The epidemic curve: by which date, the sum with the undated cases, the chart or its table, PNG. */
import { useCallback, useMemo, useState } from 'react';
import { isPast } from '@/api/then';
import type { Curve, CurveBy } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { Chart, useChart } from '@/parts/chart/Chart';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { useThen } from '@/parts/then';
import { useUi } from '@/words/ui';
import { curveOption, everyDay, foundOrder } from './curveOption';
import { useCurve } from './useFigures';

const dates: CurveBy[] = ['onset', 'report', 'specimen', 'diagnosis'];

/** Draw the curve `height` high. */
export function CurvePanel({ height }: { height: number | string }) {
  const { w } = useUi();
  const words = w.overview.curve;
  const [by, setBy] = useState<CurveBy>('onset');
  const [asTable, setAsTable] = useState(false);
  const query = useCurve(by);
  const { onReady, save } = useChart(`curve-${by}`);
  return (
    <Section className="col" title={words.title} end={<>
      <select className="in" style={{ height: 24, width: 'auto' }} aria-label={words.title} value={by} onChange={(event) => setBy(event.target.value as CurveBy)}>
        {dates.map((date) => <option key={date} value={date}>{words.by[date]}</option>)}
      </select>
      <button type="button" className="btn txt sm hide-s" onClick={() => setAsTable(!asTable)}>{asTable ? w.common.chart : w.common.table}</button>
      <button type="button" className="btn txt sm hide-s" onClick={save}>{w.common.png}</button>
    </>}>
      <Await query={query}>{(curve) => <CurveBody curve={curve} asTable={asTable} height={height} onReady={onReady} />}</Await>
    </Section>
  );
}

type BodyProps = { curve: Curve; asTable: boolean; height: number | string; onReady: (png: () => string) => void };

function CurveBody({ curve, asTable, height, onReady }: BodyProps) {
  const { w, n, day, name } = useUi();
  const words = w.overview.curve;
  const nameFound = useCallback((found: string) => name('foundBy', found), [name]);
  const build = useMemo(() => curveOption(curve, day, nameFound), [curve, day, nameFound]);
  const past = isPast(useThen());
  if (curve.total === 0) return <Empty>{past ? w.known.none : words.empty}</Empty>;
  const sums = curve.days.map((row) => ({ day: row.day, sum: foundOrder.reduce((sum, found) => sum + row[found], 0) }));
  const peak = sums.reduce((best, row) => (row.sum > best.sum ? row : best), { day: '', sum: 0 });
  const label = peak.day === '' ? words.allUnknown : words.summary(n(curve.total - curve.unknown_day), day(sums[0]!.day), day(sums.at(-1)!.day), n(peak.sum), day(peak.day));
  return (
    <>
      <div className="legend" style={{ padding: '0 16px' }}>
        {foundOrder.map((found) => <span key={found}><FoundSwatch found={found} />{nameFound(found)} {n(curve.days.reduce((sum, row) => sum + row[found], 0))}</span>)}
        <span className="t3">{words.total(n(curve.total - curve.unknown_day), n(curve.unknown_day), n(curve.total))}{curve.month_only > 0 && ` · ${words.monthOnly(n(curve.month_only))}`}</span>
      </div>
      {peak.day === '' ? <Empty>{words.allUnknown}</Empty> : asTable ? <CurveTable curve={curve} /> : <Chart build={build} label={label} onReady={onReady} height={height} />}
    </>
  );
}

function FoundSwatch({ found }: { found: string }) {
  const colours: Record<string, string> = { control: 'var(--found-q)', screening: 'var(--found-k)', community: 'var(--found-c)' };
  return <i className={`swatch ${found === 'unknown' ? 'hatch' : ''}`} style={{ background: colours[found] }} />;
}

function CurveTable({ curve }: { curve: Curve }) {
  const { w, n, day, name } = useUi();
  return (
    <Scroll label={w.overview.curve.title} style={{ flex: 1 }}>
      <table className="t">
        <thead><tr><th>{w.overview.curve.day}</th>{foundOrder.map((found) => <th key={found} className="n">{name('foundBy', found)}</th>)}<th className="n">{w.overview.curve.sum}</th></tr></thead>
        <tbody>{everyDay(curve.days).map((row) => (
          <tr key={row.day}><td>{day(row.day)}</td>{foundOrder.map((found) => <td key={found} className={`n ${row[found] === 0 ? 't3' : ''}`}>{n(row[found])}</td>)}<td className="n b">{n(foundOrder.reduce((sum, found) => sum + row[found], 0))}</td></tr>
        ))}</tbody>
      </table>
    </Scroll>
  );
}
