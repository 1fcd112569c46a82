/** The shape of a series without axes; the figures stand beside it. */
type Props = { values: number[] };

const [width, height] = [72, 32];

/** Draw the last 28 values. */
export function Sparkline({ values }: Props) {
  const last = values.slice(-28);
  if (last.length < 2) return null;
  const top = Math.max(1, ...last);
  const point = (value: number, index: number) => `${3 + (index * (width - 6)) / (last.length - 1)},${height - 3 - (value * (height - 6)) / top}`;
  const [endX, endY] = point(last.at(-1)!, last.length - 1).split(',');
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline points={last.map(point).join(' ')} fill="none" stroke="var(--text-2)" strokeWidth="1.6" />
      <circle cx={endX} cy={endY} r="3" fill="var(--text-2)" />
    </svg>
  );
}
