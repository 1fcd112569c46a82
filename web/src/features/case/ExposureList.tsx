/** What was told about exposures, as it was told. */
import type { Exposure } from '@/api/types';
import { Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the exposures of a case. */
export function ExposureList({ rows }: { rows: Exposure[] }) {
  const { w, n, day, moment, name } = useUi();
  const words = w.caseWords;
  const period = (row: Exposure) => (row.first && row.last && row.first !== row.last ? `${day(row.first)} → ${day(row.last)}` : day(row.last ?? row.first));
  return (
    <Section title={words.exposures} sub={n(rows.length)}>
      {rows.length === 0 ? <Empty>{words.exposuresEmpty}</Empty> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t">
            <thead><tr><th>{words.person}</th><th>{words.setting}</th><th>{words.period}</th><th className="n hide-s">{words.minutes}</th><th className="hide-s">{words.protected}</th><th className="hide-s">{words.recorded}</th></tr></thead>
            <tbody>{rows.map((row) => (
              <tr key={row.id}>
                <td><b>{row.person.name ?? w.contacts.noName}</b> <span className="t3">{row.relation}</span></td><td>{name('setting', row.setting)}</td><td className="nw">{period(row)}</td>
                <td className="n hide-s">{row.minutes === null ? <span className="t3">{w.common.unknown}</span> : n(row.minutes)}</td>
                <td className="hide-s">{row.protected === null ? <span className="t3">{w.common.unknown}</span> : row.protected ? w.common.yes : w.common.no}</td>
                <td className="nw t3 hide-s">{moment(row.recorded_at)}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
