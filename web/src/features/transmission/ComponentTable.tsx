/** The components: cases that hang together by links. */
import type { Chains } from '@/api/types';
import { Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the components, largest first as the desk sends them; choosing one draws it. */
export function ComponentTable({ chains, chosen, onChoose }: { chains: Chains; chosen: number; onChoose: (index: number) => void }) {
  const { w, n } = useUi();
  const words = w.transmission.components;
  return (
    <Section title={words.title} sub={n(chains.components.length)}>
      {chains.components.length === 0 ? <Empty>{words.empty}</Empty> : (
        <div className="scroll" style={{ maxHeight: 230 }}>
          <table className="t">
            <thead><tr><th>{words.number}</th><th className="n">{words.size}</th><th className="n">{words.generations}</th><th className="n">{words.roots}</th><th /></tr></thead>
            <tbody>{chains.components.map((one, index) => (
              <tr key={one.root_ids.join() + index} className={index === chosen ? 'sel' : ''}>
                <td>{n(index + 1)}</td><td className="n b">{n(one.size)}</td><td className="n">{n(one.generations)}</td><td className="n">{n(one.root_ids.length)}</td>
                <td className="n"><button type="button" className="btn txt sm" aria-pressed={index === chosen} onClick={() => onChoose(index)}>{words.pick}</button></td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
