/** Class breaks of the case map. They are ours, for reading only, and stand in the legend with their numbers. */
export const breaks = [1, 5, 20, 50, 100] as const;

/** Give the class of a count: 0 for none, 1 to 5 upward. */
export function classOf(cases: number): number {
  return breaks.filter((from) => cases >= from).length;
}

/** Label a class, "5–19" or "100+". */
export function classLabel(index: number): string {
  const from = breaks[index - 1]!;
  const next = breaks[index];
  return next === undefined ? `${from}+` : next - 1 === from ? String(from) : `${from}–${next - 1}`;
}
