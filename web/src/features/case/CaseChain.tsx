/** The part of the chain around this case. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { chainGraphQuery } from '@/api/calls/chain-graph';
import type { CasePage } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { ChainGraph, ChainLegend } from '@/parts/chain/ChainGraph';
import { related } from '@/parts/chain/related';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** Draw the case with its sources and offspring; each opens its record. */
export function CaseChain({ id, data }: { id: string; data: CasePage }) {
  const { w } = useUi();
  const query = useQuery(chainGraphQuery(data.incident_id, { around: id }));
  return (
    <Section title={w.caseWords.chain} sub={w.caseWords.links(data.links_in.length, data.links_out.length)} end={<ChainLegend />}>
      <Await query={query} rows={4}>{(graph) => {
        const near = related(graph, id);
        if (near.edges.length === 0) return <Empty>{w.caseWords.chainEmpty}</Empty>;
        return <>
          <div className="chainbox"><ChainGraph graph={near} current={id} perLane={10} /></div>
          {near.nodes.length < graph.nodes.length && <p className="pad sub">{w.caseWords.chainPart(near.nodes.length, graph.total)} <Link to="/transmission">{w.common.nav.transmission}</Link></p>}
        </>;
      }}</Await>
    </Section>
  );
}
