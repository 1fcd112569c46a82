/** The part of the chain around this case. */
import { useQuery } from '@tanstack/react-query';
import { chainGraphQuery } from '@/api/calls/chain-graph';
import type { CasePage } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { ChainGraph, ChainLegend } from '@/parts/chain/ChainGraph';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** Draw the case with its sources and offspring; each opens its record. */
export function CaseChain({ id, data }: { id: string; data: CasePage }) {
  const { w } = useUi();
  const query = useQuery(chainGraphQuery(data.incident_id, { around: id }));
  return (
    <Section title={w.caseWords.chain} sub={w.caseWords.links(data.links_in.length, data.links_out.length)} end={<ChainLegend />}>
      <Await query={query} rows={4}>{(graph) => graph.edges.length === 0 ? <Empty>{w.caseWords.chainEmpty}</Empty> : (
        <div className="chainbox"><ChainGraph graph={graph} current={id} /></div>
      )}</Await>
    </Section>
  );
}
