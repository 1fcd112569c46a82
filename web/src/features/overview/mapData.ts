/** Joins outlines and figures for the map: class of each area, its name in one language, its label point. */
import type { MapRow } from '@/api/types';
import type { Shapes } from '@/parts/map/MapCanvas';
import { classOf } from '@/parts/map/classes';
import type { Lang } from '@/time/format';

export type AreaProps = { id: string; name: string };

/** Name an outline in the page's language. */
export function shapeName(properties: GeoJSON.GeoJsonProperties, lang: Lang): string {
  const [zh, en] = [properties?.name_zh as string | undefined, properties?.name_en as string | undefined];
  return (lang === 'zh' ? zh || en : en || zh) ?? '';
}

function idOf(feature: GeoJSON.Feature): string {
  return String(feature.id ?? feature.properties?.id ?? '');
}

/** Give the outlines with the class of their figure; -1 where the desk says nothing of an area. */
export function filled(shapes: Shapes, rows: Map<string, MapRow>, chosen: string | null): Shapes {
  const features = shapes.features.map((feature) => {
    const row = rows.get(idOf(feature));
    return { ...feature, properties: { id: idOf(feature), class: row ? classOf(row.cases) : -1, hover: idOf(feature) === chosen } };
  });
  return { type: 'FeatureCollection', features };
}

/** Give a point for each area with its name, its figure when above zero, and its overdue tasks. */
export function labelled(shapes: Shapes, rows: Map<string, MapRow>, lang: Lang, figure: (cases: number) => string): Shapes {
  const features = shapes.features.flatMap((feature) => {
    const at = feature.properties?.label as [number, number] | undefined;
    if (!at) return [];
    const row = rows.get(idOf(feature));
    const properties: Record<string, string | number> = { name: shapeName(feature.properties, lang), overdue: row?.tasks_overdue ?? 0, weight: (row?.cases ?? 0) + (row?.tasks_overdue ?? 0) };
    if (row && row.cases > 0) properties.figure = figure(row.cases);
    return [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties }];
  });
  return { type: 'FeatureCollection', features };
}
