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
  onReady: (png: () => string) => void; wheel: boolean;
};

const nothing: Shapes = { type: 'FeatureCollection', features: [] };

/** Draw the areas; calls back on hover and click with the area's id. */
export default function MapCanvas({ areas, cities, labels, label, onHover, onPick, onReady, wheel }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const calls = useRef({ onHover, onPick });
  useEffect(() => {
    calls.current = { onHover, onPick };
  }, [onHover, onPick]);

  useEffect(() => {
    const made = create(box.current!, wheel);
    made.on('load', () => {
      dress(made);
      setMap(made);
    });
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
    map.getSource<GeoJSONSource>('areas')?.setData(areas);
    map.getSource<GeoJSONSource>('cities')?.setData(cities);
    map.getSource<GeoJSONSource>('labels')?.setData(labels);
  }, [map, areas, cities, labels]);

  const extent = extentKey(areas);
  useEffect(() => {
    if (!map || extent === '') return;
    const [west, south, east, north] = extent.split(',').map(Number) as [number, number, number, number];
    map.fitBounds(new LngLatBounds([west, south], [east, north]), { padding: 16, animate: false });
  }, [map, extent]);

  return <div ref={box} className="mapbox" role="application" aria-label={label} />;
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

function dress(map: MapLibre): void {
  const colours = palette();
  map.addImage('hatch', hatch(colours));
  map.addImage('square', square(colours));
  for (const source of ['areas', 'cities', 'labels']) map.addSource(source, { type: 'geojson', data: nothing });
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
