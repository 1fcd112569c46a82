/** MapLibre layers of the case map: fill by class, hatch where nothing is known, lines, names with figures, overdue squares. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Palette } from '../chart/palette';

const fill = (c: Palette): ExpressionSpecification => [
  'match', ['get', 'class'], 0, c['map-land'], 1, c['cases-1'], 2, c['cases-2'], 3, c['cases-3'], 4, c['cases-4'], 5, c['cases-5'], c['map-unknown'],
];

/** Give the empty style: water, no address outside of the page. Text is drawn from the machine's own fonts. */
export function ground(c: Palette): StyleSpecification {
  return { version: 8, sources: {}, layers: [{ id: 'water', type: 'background', paint: { 'background-color': c['map-water'] } }] };
}

/** Give the layers in drawing order for sources `areas`, `cities` and `labels`. */
export function layers(c: Palette): LayerSpecification[] {
  const font = [c.font.split(',').map((name) => name.trim().replaceAll('"', '')).filter((name) => name !== '')[0] ?? 'sans-serif', 'Noto Sans CJK SC'];
  return [
    { id: 'fill', type: 'fill', source: 'areas', paint: { 'fill-color': fill(c) } },
    { id: 'hatch', type: 'fill', source: 'areas', filter: ['==', ['get', 'class'], -1], paint: { 'fill-pattern': 'hatch' } },
    { id: 'line', type: 'line', source: 'areas', paint: { 'line-color': c['map-line'], 'line-width': 0.8 } },
    { id: 'city', type: 'line', source: 'cities', layout: { 'line-join': 'round' }, paint: { 'line-color': c['map-line-city'], 'line-width': 1.6 } },
    { id: 'over', type: 'line', source: 'areas', filter: ['==', ['get', 'hover'], true], paint: { 'line-color': c.accent, 'line-width': 2.5 } },
    {
      id: 'squares', type: 'symbol', source: 'labels', filter: ['>', ['get', 'overdue'], 0],
      layout: {
        'icon-image': 'square', 'icon-text-fit': 'both', 'icon-text-fit-padding': [2, 5, 1, 5], 'text-field': ['concat', '! ', ['to-string', ['get', 'overdue']]],
        'text-font': font, 'text-size': 12, 'text-anchor': 'bottom', 'text-offset': [0, -0.4], 'text-allow-overlap': true, 'icon-allow-overlap': true, 'text-ignore-placement': true, 'icon-ignore-placement': true,
      },
      paint: { 'text-color': c.panel },
    },
    {
      id: 'names', type: 'symbol', source: 'labels',
      layout: {
        'text-field': ['case', ['has', 'figure'], ['concat', ['get', 'name'], '\n', ['get', 'figure']], ['get', 'name']],
        'text-font': font, 'text-size': 12, 'text-line-height': 1.15, 'text-max-width': 9, 'text-anchor': 'top', 'symbol-sort-key': ['-', 0, ['get', 'weight']], 'text-padding': 1,
      },
      paint: { 'text-color': c['map-label'], 'text-halo-color': c['map-halo'], 'text-halo-width': 1.4 },
    },
  ];
}

/** Draw the hatch for "nothing known here" as a small repeating picture. */
export function hatch(c: Palette): ImageData {
  const size = 8;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = c['map-unknown'];
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = c['text-3'];
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

/** Draw the square that carries the count of overdue tasks. */
export function square(c: Palette): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 16;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = c.over;
  pen.fillRect(0, 0, 16, 16);
  return pen.getImageData(0, 0, 16, 16);
}
