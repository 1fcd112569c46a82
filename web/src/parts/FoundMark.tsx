/** How a case was found, as shape and colour: circle, triangle, square; unknown is a dashed diamond. */
import type { FoundBy } from '@/api/types';

/** Draw the mark at (x, y) inside an SVG. */
export function FoundShape({ found, x, y, r = 8 }: { found: FoundBy | null; x: number; y: number; r?: number }) {
  switch (found) {
    case 'control': return <circle cx={x} cy={y} r={r} fill="var(--found-q)" />;
    case 'screening': return <path d={`M${x} ${y - r * 1.1}L${x + r * 1.15} ${y + r}H${x - r * 1.15}Z`} fill="var(--found-k)" />;
    case 'community': return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} fill="var(--found-c)" />;
    case null: return <path d={`M${x} ${y - r * 1.15}L${x + r * 1.15} ${y}L${x} ${y + r * 1.15}L${x - r * 1.15} ${y}Z`} fill="var(--panel)" stroke="var(--unk)" strokeWidth="1.5" strokeDasharray="2.4 1.6" />;
  }
}

/** The mark inline, beside its word. */
export function FoundMark({ found }: { found: FoundBy | null }) {
  return <svg className="ic" viewBox="0 0 20 20" aria-hidden="true"><FoundShape found={found} x={10} y={10} r={7} /></svg>;
}
