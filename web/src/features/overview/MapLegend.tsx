/** The legend: class breaks as numbers, zero apart from unknown, the overdue square, what could not be placed. */
import type { MapFigures } from '@/api/types';
import { Icon } from '@/parts/Icon';
import { breaks, classLabel } from '@/parts/map/classes';
import { useUi } from '@/words/ui';
import { useSummary } from './useFigures';

/** Say what fills and squares mean. */
export function MapLegend({ figures }: { figures: MapFigures | undefined }) {
  const { w, n } = useUi();
  const words = w.overview.map;
  const unknown = useSummary().data?.area_unknown.cases ?? 0;
  const lost = figures?.unplaced;
  return (
    <div className="legend maplegend" role="group" aria-label={words.scale}>
      <span className="t3">{words.fill}</span>
      <span><i className="swatch" style={{ background: 'var(--map-land)' }} />0</span>
      {breaks.map((from, index) => <span key={from}><i className="swatch" style={{ background: `var(--cases-${index + 1})` }} />{classLabel(index + 1)}</span>)}
      <span><i className="swatch hatch" />{words.noData}</span>
      <span><span className="st st-over"><Icon sign="over" /></span>{words.overdue}{figures && ` ${n(figures.items.reduce((sum, row) => sum + row.tasks_overdue, 0) + (lost?.tasks_overdue ?? 0))}`}</span>
      {unknown > 0 && <span className="st-unk st"><Icon sign="unk" />{words.placeUnknown(n(unknown))}</span>}
      {lost && (lost.cases > unknown || lost.tasks_overdue > 0) && <span className="t3">{words.unplaced(n(lost.cases), n(lost.tasks_overdue))}</span>}
      <span className="t3 hide-s">{words.breaks}</span>
    </div>
  );
}
