/** What is known of who infected whom. Lines are transmission links; nobody here is called a contact. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { chainGraphQuery } from '@/api/calls/chain-graph';
import { chainsQuery } from '@/api/calls/chains';
import type { Chains } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { ChainGraph, ChainLegend } from '@/parts/chain/ChainGraph';
import { DelayPanel } from '@/parts/DelayPanel';
import { useIncidentId } from '@/parts/desk';
import { saveSvgAsPng } from '@/parts/savePng';
import { Section } from '@/parts/Section';
import { stamped, useThen } from '@/parts/then';
import { useUi } from '@/words/ui';
import { ComponentTable } from './ComponentTable';
import { FollowUpTable } from './FollowUpTable';
import { OffspringTable } from './OffspringTable';
import './transmission.css';

/** The transmission page. */
export default function Transmission() {
  const { w } = useUi();
  const incident = useIncidentId();
  const then = useThen();
  const query = useQuery({ ...chainsQuery(incident, then), enabled: incident !== '' });
  return (
    <>
      <div className="pagehead"><h1>{w.transmission.title}</h1>{query.data && <Known chains={query.data} />}</div>
      <Await query={query} rows={14}>{(chains) => <Body key={stamped('chains', then)} chains={chains} />}</Await>
    </>
  );
}

function Known({ chains }: { chains: Chains }) {
  const { w, n, text } = useUi();
  return (
    <>
      <b>{text(chains.sentence)}</b>
      <span className="t2">{w.transmission.sub(n(chains.links), n(chains.infectees), n(chains.ambiguous))}</span>
      {chains.from_outside > 0 && <span className="t2">{w.transmission.outside(n(chains.from_outside))}</span>}
      <span className="sub">{w.transmission.notContacts}{chains.reported_source && ` ${w.transmission.source(chains.reported_source)}`}</span>
    </>
  );
}

function Body({ chains }: { chains: Chains }) {
  const { w, text } = useUi();
  const incident = useIncidentId();
  const then = useThen();
  const [component, setComponent] = useState(chains.components[0]?.component ?? 0);
  const graph = useQuery({ ...chainGraphQuery(incident, { component }, then), enabled: incident !== '' && chains.components.length > 0 });
  const words = w.transmission.graph;
  const drawn = useRef<HTMLDivElement>(null);
  const save = () => void saveSvgAsPng(drawn.current!.querySelector('svg')!, stamped('chains', then));
  return (
    <div className="trans">
      <div>
        <Section title={words.title} sub={text(chains.sentence)} end={<><ChainLegend /> {graph.data && <button type="button" className="btn txt sm" onClick={save}>{w.common.png}</button>}</>}>
          {chains.components.length === 0 ? <Empty>{w.transmission.components.empty}</Empty> : (
            <Await query={graph} rows={8}>{(data) => <>{data.truncated && <p className="pad st-soon">{words.truncated(data.nodes.length, data.total)}</p>}<div ref={drawn} className="transgraph"><ChainGraph graph={data} /></div></>}</Await>
          )}
        </Section>
        <DelayPanel />
      </div>
      <div>
        <ComponentTable chains={chains} chosen={component} onChoose={setComponent} />
        <OffspringTable chains={chains} />
        <FollowUpTable />
      </div>
    </div>
  );
}
