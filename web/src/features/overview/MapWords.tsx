/** What the map says in words: the tip under the pointer and the line of the chosen area. */
import type { MapFigures, MapRow } from '@/api/types';
import type { Shapes } from '@/parts/map/MapCanvas';
import { ThenLink } from '@/parts/then';
import { useUi } from '@/words/ui';
import { shapeName } from './mapData';

/** Name the area under the pointer and its figures. */
export function HoverTip({ name, row, x, y }: { name: string; row: MapRow | undefined; x: number; y: number }) {
  return <div className="maptip" style={{ left: x + 12, top: y + 12 }}><b>{name}</b><br /><RowWords row={row} /></div>;
}

function RowWords({ row }: { row: MapRow | undefined }) {
  const { w, n } = useUi();
  const words = w.overview.map;
  if (!row) return <>{words.noData}</>;
  return <>{words.hover(n(row.cases), n(row.contacts), n(row.tasks_open), n(row.tasks_overdue))} · {words.week(n(row.cases_7d))}</>;
}

/** Give the chosen area's figures and the ways to its rows. */
export function AreaStrip({ id, shapes, figures, coarse }: { id: string; shapes: Shapes; figures: MapFigures; coarse: boolean }) {
  const { w, lang } = useUi();
  const shape = shapes.features.find((feature) => String(feature.id ?? feature.properties?.id) === id);
  return (
    <p className="areastrip" role="status">
      <b>{shape ? shapeName(shape.properties, lang) : id}</b>
      <span><RowWords row={figures.items.find((row) => row.area_id === id)} /></span>
      {coarse && <span className="t3">{w.overview.map.noSmaller}</span>}
      <ThenLink to={`/cases?area=${id}`}>{w.overview.map.openCases}</ThenLink>
      <ThenLink to={`/tasks?area=${id}`}>{w.overview.map.openTasks}</ThenLink>
    </p>
  );
}
