/** The epidemic curve as ECharts reads it: stacked by how found, unknown hatched. */
import type { Curve, CurveDay, FoundBy } from '@/api/types';
import type { Build } from '@/parts/chart/Chart';

export const foundOrder: (FoundBy | 'unknown')[] = ['control', 'screening', 'community', 'unknown'];

const oneDay = 86_400_000;

/** Fill the days without a case, so that the axis is a calendar. */
export function everyDay(days: CurveDay[]): CurveDay[] {
  if (days.length === 0) return [];
  const byDay = new Map(days.map((row) => [row.day, row]));
  const [first, last] = [days[0]!.day, days.at(-1)!.day].map((day) => Date.parse(`${day}T00:00Z`)) as [number, number];
  const count = Math.min(2000, Math.round((last - first) / oneDay) + 1);
  return Array.from({ length: count }, (_, step) => {
    const day = new Date(first + step * oneDay).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, control: 0, screening: 0, community: 0, unknown: 0 };
  });
}

/** Give the chart's builder; `writeDay` and `nameOf` write in the page's language. */
export function curveOption(curve: Curve, writeDay: (day: string) => string, nameOf: (found: string) => string): Build {
  const days = everyDay(curve.days);
  const sums = days.map((row) => foundOrder.reduce((sum, found) => sum + row[found], 0));
  return (c) => ({
    grid: { left: 40, right: 12, top: 20, bottom: 24 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, backgroundColor: c.panel, borderColor: c['line-strong'], textStyle: { color: c.text, fontSize: 12 }, extraCssText: 'box-shadow:none' },
    aria: { enabled: true, decal: { show: true } },
    xAxis: { type: 'category', data: days.map((row) => writeDay(row.day)), axisLine: { lineStyle: { color: c['line-strong'] } }, axisTick: { show: false }, axisLabel: { color: c['text-3'], fontSize: 11, hideOverlap: true } },
    yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c['text-3'], fontSize: 11 } },
    series: foundOrder.map((found, index) => ({
      name: nameOf(found), type: 'bar' as const, stack: 'cases', barCategoryGap: days.length > 40 ? '10%' : '30%', data: days.map((row) => row[found]),
      itemStyle: found === 'unknown'
        ? { color: c['map-unknown'], borderColor: c.unk, borderWidth: 0.5, decal: { symbol: 'rect', color: c.unk, dashArrayX: [1, 0], dashArrayY: [1.5, 4], rotation: -Math.PI / 4 } }
        : { color: c[({ control: 'found-q', screening: 'found-k', community: 'found-c' } as const)[found]], decal: { symbol: 'none' } },
      label: index === foundOrder.length - 1 && days.length <= 40
        ? { show: true, position: 'top' as const, color: c.text, fontSize: 11, formatter: (point: { dataIndex: number }) => String(sums[point.dataIndex] || '') }
        : { show: false },
    })),
  });
}
