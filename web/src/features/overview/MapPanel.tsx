/** The province by county, a county by township on click; where nothing finer is drawn, the county's figures and its rows. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { areaShapesQuery } from '@/api/calls/area-shapes';
import { mapFiguresQuery } from '@/api/calls/map-figures';
import type { MapFigures } from '@/api/types';
import { Await, Empty, Skeleton } from '@/parts/Await';
import { useDesk, useIncidentId } from '@/parts/desk';
import { Icon } from '@/parts/Icon';
import type { Shapes } from '@/parts/map/MapCanvas';
import { savePng } from '@/parts/savePng';
import { Section } from '@/parts/Section';
import { stamped, useThen } from '@/parts/then';
import { useUi } from '@/words/ui';
import { filled, labelled, shapeName } from './mapData';
import { MapLegend } from './MapLegend';
import { MapTable } from './MapTable';
import { AreaStrip, HoverTip } from './MapWords';

const MapCanvas = lazy(() => import('@/parts/map/MapCanvas'));
const noShapes: Shapes = { type: 'FeatureCollection', features: [] };

function useMapReadings(chosen: string | null) {
  const incident = useIncidentId();
  const top = useDesk().incident?.area.id;
  const then = useThen();
  const on = { enabled: incident !== '' };
  const counties = useQuery({ ...areaShapesQuery(top, 'county'), ...on });
  const cities = useQuery({ ...areaShapesQuery(top, 'city'), ...on });
  const fine = useQuery({ ...areaShapesQuery(chosen ?? undefined, 'township'), enabled: chosen !== null });
  const inside = chosen !== null && (fine.data?.features.length ?? 0) > 0;
  const countyRows = useQuery({ ...mapFiguresQuery(incident, 'county', top, then), ...on });
  const fineRows = useQuery({ ...mapFiguresQuery(incident, 'township', chosen ?? undefined, then), enabled: inside });
  return { counties, cities, inside, fine, countyRows, rows: inside ? fineRows : countyRows, shapes: inside ? fine : counties };
}

/** Draw the map with its legend; `wheel` lets the mouse wheel zoom. */
export function MapPanel({ wheel = true }: { wheel?: boolean }) {
  const { w, lang, text } = useUi();
  const { incident } = useDesk();
  const [chosen, setChosen] = useState<string | null>(null);
  const [asTable, setAsTable] = useState(false);
  const png = useRef<(() => string) | null>(null);
  const readings = useMapReadings(chosen);
  const then = useThen();
  const words = w.overview.map;
  const county = chosen !== null && readings.counties.data?.features.find((feature) => String(feature.id ?? feature.properties?.id) === chosen);
  return (
    <Section className="col mappanel" title={<>{incident ? text(incident.area.name) : words.title}{county && ` › ${shapeName(county.properties, lang)}`}</>} sub={readings.inside ? words.township : words.county} end={<>
      {chosen !== null && <button type="button" className="btn sm" onClick={() => setChosen(null)}><Icon sign="back" />{words.back}</button>}
      <button type="button" className="btn txt sm" onClick={() => setAsTable(!asTable)}>{asTable ? words.chart : words.table}</button>
      {!asTable && <button type="button" className="btn txt sm hide-s" onClick={() => png.current && savePng(png.current(), stamped('map', then))}>{w.common.png}</button>}
    </>}>
      <Await query={readings.shapes}>{(shapes) => (
        <Await query={readings.rows}>{(figures) => shapes.features.length === 0 && figures.items.length === 0
          ? <Empty>{words.noShapes}</Empty>
          : asTable || shapes.features.length === 0
            ? <MapTable shapes={shapes} figures={figures} onPick={setChosen} />
            : <MapDrawing shapes={shapes} cities={readings.inside ? noShapes : (readings.cities.data ?? noShapes)} figures={figures} chosen={readings.inside ? null : chosen} onPick={(id) => !readings.inside && setChosen(id)} onReady={(give) => { png.current = give; }} wheel={wheel} />
        }</Await>
      )}</Await>
      {chosen !== null && readings.counties.data && readings.countyRows.data && <AreaStrip id={chosen} shapes={readings.counties.data} figures={readings.countyRows.data} coarse={!readings.inside && readings.fine.isSuccess} />}
      <MapLegend figures={readings.rows.data} />
    </Section>
  );
}

type DrawingProps = { shapes: Shapes; cities: Shapes; figures: MapFigures; chosen: string | null; onPick: (id: string) => void; onReady: (png: () => string) => void; wheel: boolean };

function MapDrawing({ shapes, cities, figures, chosen, onPick, onReady, wheel }: DrawingProps) {
  const { w, lang, n } = useUi();
  const [hover, setHover] = useState<{ id: string; x: number; y: number } | null>(null);
  const [ready] = useState(() => (give: () => string) => onReady(give));
  const rows = useMemo(() => new Map(figures.items.map((row) => [row.area_id, row])), [figures]);
  const areas = useMemo(() => filled(shapes, rows, hover?.id ?? chosen), [shapes, rows, hover?.id, chosen]);
  const labels = useMemo(() => labelled(shapes, rows, lang, n), [shapes, rows, lang, n]);
  const shape = hover && shapes.features.find((feature) => String(feature.id ?? feature.properties?.id) === hover.id);
  return (
    <div style={{ position: 'relative', flex: 1, minHeight: 0 }}>
      <Suspense fallback={<Skeleton rows={6} />}>
        <MapCanvas areas={areas} cities={cities} labels={labels} label={w.overview.map.label} waiting={w.overview.map.drawing} wheel={wheel} onReady={ready} onPick={onPick}
          onHover={(id, x, y) => setHover(id ? { id, x, y } : null)} />
      </Suspense>
      {hover && shape && <HoverTip name={shapeName(shape.properties, lang)} row={rows.get(hover.id)} x={hover.x} y={hover.y} />}
    </div>
  );
}
