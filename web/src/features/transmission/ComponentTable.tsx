/** The components: cases that hang together by links. */
import type { Chains } from '@/api/types';
import { Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { useIncidentId } from '@/parts/desk';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the components, largest first as the desk sends them; choosing one draws it. */
export function ComponentTable({ chains, chosen, onChoose }: { chains: Chains; chosen: number; onChoose: (index: number) => void }) {
  const { w, n } = useUi();
  const words = w.transmission.components;
  const incident = useIncidentId();
  return (
    <Section title={words.title} sub={`${n(chains.components_total)} · ${words.lone(n(chains.lone))}`} end={<CsvLink path="/figures/chains" filter={{ incident }} />}>
      {chains.components.length === 0 ? <Empty>{words.empty}</Empty> : (
        <div className="scroll" style={{ maxHeight: 230 }}>
          <table className="t">
            <thead><tr><th>{words.number}</th><th className="n">{words.size}</th><th className="n">{words.generations}</th><th>{words.roots}</th><th><span className="sr">{w.common.actions}</span></th></tr></thead>
            <tbody>{chains.components.map((one, index) => (
              <tr key={one.component} className={one.component === chosen ? 'sel' : ''}>
                <td>{n(index + 1)}</td><td className="n b">{n(one.size)}</td><td className="n">{n(one.generations)}</td><td className="el" style={{ maxWidth: 160 }}>{one.roots.map((root) => root.number).join(', ')}</td>
                <td className="n"><button type="button" className="btn txt sm" aria-pressed={one.component === chosen} onClick={() => onChoose(one.component)}>{words.pick}</button></td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
