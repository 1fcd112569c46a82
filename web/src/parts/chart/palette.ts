/** The colours of the current ground, read from the style sheet for canvas drawing (charts and maps). */
const names = ['text', 'text-2', 'text-3', 'line', 'line-strong', 'panel', 'accent', 'over', 'soon', 'unk', 'found-q', 'found-k', 'found-c', 'n-4',
  'map-land', 'map-water', 'map-line', 'map-line-city', 'map-label', 'map-halo', 'map-unknown', 'cases-1', 'cases-2', 'cases-3', 'cases-4', 'cases-5'] as const;

export type Palette = Record<(typeof names)[number], string> & { font: string };

/** Read the colours that apply to the page now. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return { ...colours, font: getComputedStyle(document.body).fontFamily } as Palette;
}
