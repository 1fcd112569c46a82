/** Who infected most, with what is certain apart from what is not, and how much of the outbreak is known. */
import type { Chains } from '@/api/types';
import { Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { useIncidentId } from '@/parts/desk';
import { Section } from '@/parts/Section';
import { ThenLink } from '@/parts/then';
import { useUi } from '@/words/ui';

/** Rank the cases by offspring. */
export function OffspringTable({ chains }: { chains: Chains }) {
  const { w, n, text } = useUi();
  const words = w.transmission.offspring;
  const incident = useIncidentId();
  const most = Math.max(1, ...chains.offspring_top.map((row) => row.offspring));
  return (
    <Section title={words.title} sub={text(chains.sentence)} end={<CsvLink path="/figures/chains" filter={{ incident }} />}>
      {chains.offspring_top.length === 0 ? <Empty>{words.empty}</Empty> : (
        <table className="t">
          <thead><tr><th>{words.case}</th><th className="n">{words.all}</th><th className="n">{words.certain}</th><th className="n">{words.unsure}</th><td aria-hidden="true" className="hide-s" /></tr></thead>
          <tbody>{chains.offspring_top.map((row) => (
            <tr key={row.case_id}>
              <td><ThenLink to={`/cases/${row.case_id}`}>{row.number}</ThenLink></td><td className="n b">{n(row.offspring)}</td><td className="n">{n(row.offspring_certain)}</td>
              <td className={`n ${row.offspring === row.offspring_certain ? 't3' : ''}`}>{n(row.offspring - row.offspring_certain)}</td>
              <td aria-hidden="true" className="hide-s"><span className="bar2"><i style={{ width: `${(100 * row.offspring_certain) / most}%` }} /><i className="hatch" style={{ width: `${(100 * (row.offspring - row.offspring_certain)) / most}%` }} /></span></td>
            </tr>
          ))}</tbody>
        </table>
      )}
      <p className="pad sub">{words.note}</p>
    </Section>
  );
}
