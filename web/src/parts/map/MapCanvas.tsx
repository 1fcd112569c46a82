/** The map canvas. MapLibre with our own outlines only: no tiles, no fonts, no address outside of this server. Loaded when first shown. */
import { GeoJSONSource, LngLatBounds, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef, useState } from 'react';
import { palette } from '../chart/palette';
import { ground, hatch, layers, square } from './paint';

setWorkerUrl(workerUrl);

export type Shapes = GeoJSON.FeatureCollection;
type Props = {
  areas: Shapes; cities: Shapes; labels: Shapes; label: string; onHover: (id: string | null, x: number, y: number) => void; onPick: (id: string) => void;
  onReady: (png: () => string) => void; wheel: boolean; waiting: string;
};

const sources = ['areas', 'cities', 'labels'] as const;
type Drawn = Record<(typeof sources)[number], Shapes>;

/** Draw the areas; calls back on hover and click with the area's id. */
export default function MapCanvas({ areas, cities, labels, label, onHover, onPick, onReady, wheel, waiting }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [drawn, setDrawn] = useState(false);
  const calls = useRef({ onHover, onPick });
  const data = useRef<Drawn>({ areas, cities, labels });
  useEffect(() => {
    calls.current = { onHover, onPick };
    data.current = { areas, cities, labels };
  }, [onHover, onPick, areas, cities, labels]);
  const shown = useRef<Drawn | null>(null);

  useEffect(() => {
    const made = create(box.current!, wheel);
    made.on('load', () => {
      dress(made, data.current);
      shown.current = data.current;
      setMap(made);
    });
    made.once('idle', () => setDrawn(true));
    made.on('mousemove', 'fill', (event) => calls.current.onHover(String(event.features?.[0]?.properties.id ?? ''), event.point.x, event.point.y));
    made.on('mouseleave', 'fill', () => calls.current.onHover(null, 0, 0));
    made.on('click', 'fill', (event) => calls.current.onPick(String(event.features?.[0]?.properties.id ?? '')));
    onReady(() => made.getCanvas().toDataURL('image/png'));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      setMap(null);
      made.remove();
    };
  }, [onReady, wheel]);

  useEffect(() => {
    if (!map) return;
    const next: Drawn = { areas, cities, labels };
    for (const name of sources) if (shown.current?.[name] !== next[name]) map.getSource<GeoJSONSource>(name)?.setData(next[name]);
    shown.current = next;
  }, [map, areas, cities, labels]);

  const extent = extentKey(areas);
  useEffect(() => {
    if (!map || extent === '') return;
    const [west, south, east, north] = extent.split(',').map(Number) as [number, number, number, number];
    map.fitBounds(new LngLatBounds([west, south], [east, north]), { padding: 16, animate: false });
  }, [map, extent]);

  return (
    <>
      <div ref={box} className="mapbox" role="application" aria-label={label} />
      {!drawn && <p className="mapwait" role="status">{waiting}</p>}
    </>
  );
}

function create(container: HTMLElement, wheel: boolean): MapLibre {
  const map = new MapLibre({
    container, style: ground(palette()), attributionControl: false, canvasContextAttributes: { preserveDrawingBuffer: true, antialias: true }, dragRotate: false,
    pitchWithRotate: false, touchPitch: false, fadeDuration: 0, renderWorldCopies: false, scrollZoom: wheel, minZoom: 2, maxZoom: 14,
  });
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  map.touchZoomRotate.disableRotation();
  return map;
}

function dress(map: MapLibre, data: Drawn): void {
  const colours = palette();
  map.addImage('hatch', hatch(colours));
  map.addImage('square', square(colours));
  for (const source of sources) map.addSource(source, { type: 'geojson', data: data[source] });
  for (const layer of layers(colours)) map.addLayer(layer);
}

function extentKey(shapes: Shapes): string {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] !== 'number') return value.forEach(walk);
    [west, south] = [Math.min(west, value[0]), Math.min(south, value[1] as number)];
    [east, north] = [Math.max(east, value[0]), Math.max(north, value[1] as number)];
  };
  for (const feature of shapes.features) if ('coordinates' in feature.geometry) walk(feature.geometry.coordinates);
  return west === Infinity ? '' : [west, south, east, north].join(',');
}
