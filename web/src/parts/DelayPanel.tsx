/** Onset to diagnosis by week of onset: chart and table; what could not be measured is counted. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { delaysQuery } from '@/api/calls/delays';
import type { Delays } from '@/api/types';
import { Await, Empty } from './Await';
import { Chart, useChart, type Build } from './chart/Chart';
import { useIncidentId } from './desk';
import { Section } from './Section';
import { useThen } from './then';
import { useUi } from '@/words/ui';

/** Draw the delays of the open incident; with `bare` the chart alone fills its pane. */
export function DelayPanel({ bare = false }: { bare?: boolean }) {
  const { w, n } = useUi();
  const words = w.transmission.delays;
  const incident = useIncidentId();
  const query = useQuery({ ...delaysQuery(incident, 'onset', 'diagnosis', useThen()), enabled: incident !== '' });
  const { onReady, save } = useChart('delays');
  return (
    <Section className="col" title={words.title} sub={query.data && words.sub(n(query.data.n), n(query.data.unknown), n(query.data.negative))} end={<button type="button" className="btn txt sm hide-s" onClick={save}>{w.common.png}</button>}>
      <Await query={query}>{(delays) => delays.weeks.length === 0 ? <Empty>{words.empty}</Empty> : <Body delays={delays} onReady={onReady} bare={bare} />}</Await>
    </Section>
  );
}

function Body({ delays, onReady, bare }: { delays: Delays; onReady: (png: () => string) => void; bare: boolean }) {
  const { w, n } = useUi();
  const words = w.transmission.delays;
  const build = useMemo(() => option(delays, words.median, words.p80, words.days), [delays, words]);
  const figure = (value: number | null) => (value === null ? <span className="t3">{w.common.none}</span> : n(value));
  return (
    <>
      <Chart build={build} label={words.summary(delays.weeks.length)} onReady={onReady} height={bare ? '100%' : 190} />
      {!bare && <table className="t">
        <thead><tr><th>{words.week}</th><th className="n">{words.n}</th><th className="n">{words.median}</th><th className="n">{words.p80}</th><th className="n hide-s">{words.min}</th><th className="n hide-s">{words.max}</th><th className="n">{words.unknown}</th></tr></thead>
        <tbody>{delays.weeks.map((week) => (
          <tr key={week.week}><td className="nw">{week.week}</td><td className="n">{n(week.n)}</td><td className="n b">{figure(week.median)}</td><td className="n">{figure(week.p80)}</td><td className="n hide-s">{figure(week.min)}</td><td className="n hide-s">{figure(week.max)}</td><td className={`n ${week.unknown === 0 ? 't3' : ''}`}>{n(week.unknown)}</td></tr>
        ))}</tbody>
      </table>}
    </>
  );
}

function option(delays: Delays, median: string, p80: string, days: string): Build {
  return (c) => {
    const line = (name: string, key: 'median' | 'p80', color: string) => ({
      name, type: 'line' as const, data: delays.weeks.map((week) => week[key]), symbolSize: 5, connectNulls: false, lineStyle: { color, width: 2 }, itemStyle: { color, decal: { symbol: 'none' } }, endLabel: { show: true, formatter: name, color, fontWeight: 700 as const, fontSize: 11 },
    });
    return {
      grid: { left: 40, right: 92, top: 26, bottom: 24 }, tooltip: { trigger: 'axis', backgroundColor: c.panel, borderColor: c['line-strong'], textStyle: { color: c.text, fontSize: 12 }, extraCssText: 'box-shadow:none' },
      xAxis: { type: 'category', data: delays.weeks.map((week) => week.week), axisLine: { lineStyle: { color: c['line-strong'] } }, axisTick: { show: false }, axisLabel: { color: c['text-3'], fontSize: 11, hideOverlap: true } },
      yAxis: { type: 'value', name: days, nameTextStyle: { color: c['text-3'], fontSize: 11 }, splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c['text-3'], fontSize: 11 } },
      series: [line(median, 'median', c.accent), line(p80, 'p80', c.soon)],
    };
  };
}
