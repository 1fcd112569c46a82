/** The map as a table, for readers and keyboards: every area with its figures. */
import type { MapFigures } from '@/api/types';
import type { Shapes } from '@/parts/map/MapCanvas';
import { ThenLink } from '@/parts/then';
import { useUi } from '@/words/ui';
import { shapeName } from './mapData';

/** List the areas, most cases first. */
export function MapTable({ shapes, figures, onPick }: { shapes: Shapes; figures: MapFigures; onPick: (id: string) => void }) {
  const { w, n, lang } = useUi();
  const words = w.overview.map;
  const names = new Map(shapes.features.map((feature) => [String(feature.id ?? feature.properties?.id), shapeName(feature.properties, lang)]));
  const rows = [...figures.items].sort((a, b) => b.cases - a.cases || b.tasks_overdue - a.tasks_overdue);
  return (
    <div className="scroll" style={{ flex: 1 }}>
      <table className="t">
        <thead><tr><th>{words.area}</th><th className="n">{words.fill}</th><th className="n">{words.sevenDays}</th><th className="n">{w.overview.contacts}</th><th className="n">{w.overview.kinds.open}</th><th className="n">{words.overdue}</th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.area_id}>
            <td><button type="button" className="btn txt sm" onClick={() => onPick(row.area_id)}>{names.get(row.area_id) ?? row.area_id}</button></td>
            <td className="n b"><ThenLink className="num" to={`/cases?area=${row.area_id}`}>{n(row.cases)}</ThenLink></td><td className="n">{n(row.cases_7d)}</td><td className="n">{n(row.contacts)}</td>
            <td className="n"><ThenLink className="num" to={`/tasks?area=${row.area_id}`}>{n(row.tasks_open)}</ThenLink></td><td className="n">{n(row.tasks_overdue)}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
