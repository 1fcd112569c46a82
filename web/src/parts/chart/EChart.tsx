/** The chart canvas: only the ECharts modules we use. Loaded when a chart is first shown. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts';
import { useEffect, useRef } from 'react';
import { palette, type Palette } from './palette';

register([BarChart, LineChart, AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export type Build = (colours: Palette) => EChartsOption;
type Props = { build: Build; label: string; onReady: (png: () => string) => void; onPick?: (name: string) => void };

/** Draw what `build` makes of the current colours; redraws on resize. */
export default function EChart({ build, label, onReady, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);
  useEffect(() => {
    const drawn = init(box.current!, null, { renderer: 'canvas' });
    chart.current = drawn;
    drawn.on('click', (event) => pick.current?.(event.name));
    onReady(() => drawn.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: palette().panel }));
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, [onReady]);
  useEffect(() => {
    const colours = palette();
    chart.current?.setOption({ animation: false, textStyle: { fontFamily: colours.font, color: colours['text-2'] }, aria: { enabled: true, label: { description: label } }, ...build(colours) }, true);
  }, [build, label]);
  return <div ref={box} className="chart" role="img" aria-label={label} />;
}
