/** Who is said to have infected whom: column = generation, dashed = one of several candidates. Each node opens its case. */
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Graph } from '@/api/types';
import { useUi } from '@/words/ui';
import { FoundShape } from '../FoundMark';
import { useKeep } from '../then';
import { useRoom } from '../useRoom';
import { laneRoom, layout, type Placed } from './layout';

type Props = { graph: Graph; current?: string; perLane?: number };

/** Draw the graph; `current` is ringed; a crowded generation goes on beside itself after `perLane` cases. */
export function ChainGraph({ graph, current, perLane = 19 }: Props) {
  const { w } = useUi();
  const words = w.transmission.graph;
  const many = graph.nodes.length > 30;
  const [box, room] = useRoom();
  const rows = many ? perLane : Infinity;
  const column = columnWidth(graph, room, rows);
  const plan = useMemo(() => layout(graph, column, many ? 26 : 48, rows), [graph, column, many, rows]);
  return (
    <div ref={box} className="scroll" style={{ height: '100%' }}>
      <svg width={plan.width + 40} height={plan.height} viewBox={`0 0 ${plan.width + 40} ${plan.height}`} role="group" aria-label={words.label(graph.nodes.length, graph.edges.length)}>
        {plan.columns.map(({ generation, x }) => (
          <g key={String(generation)}>
            <path d={`M${x} 16V${plan.height}`} stroke="var(--line)" strokeDasharray="2 4" />
            <text x={x} y={11} fontSize={11} textAnchor="middle" fill="var(--text-3)">{generation === null ? words.noGeneration : words.generation(generation)}</text>
          </g>
        ))}
        {graph.edges.map((edge) => <Edge key={edge.link_id} from={plan.placed.get(edge.source)} to={plan.placed.get(edge.target)} dashed={edge.ambiguous} strong={edge.source === current || edge.target === current} />)}
        {[...plan.placed.values()].map((placed) => <Node key={placed.node.id} {...placed} beside={many} current={placed.node.id === current} />)}
      </svg>
    </div>
  );
}

/** Pixels between generations: what the room allows, within what stays readable. */
function columnWidth(graph: Graph, room: number, perLane: number): number {
  const steps = new Set(graph.nodes.map((node) => node.generation)).size - 1;
  const free = room - 140 - laneRoom(graph, perLane);
  return steps < 1 || free <= 0 ? 110 : Math.min(140, Math.max(70, free / steps));
}

/** A link as a curve; a long level one bows over the cases that stand between. */
function Edge({ from, to, dashed, strong }: { from: Placed | undefined; to: Placed | undefined; dashed: boolean; strong: boolean }) {
  if (!from || !to) return null;
  const [x1, x2] = [from.x + 9, to.x - 10];
  const middle = (x1 + x2) / 2;
  const bow = from.y === to.y && x2 - x1 > 150 ? 30 : 0;
  return <path d={`M${x1} ${from.y}C${middle} ${from.y - bow} ${middle} ${to.y - bow} ${x2} ${to.y}`} fill="none" stroke={strong ? 'var(--text)' : 'var(--line-strong)'} strokeWidth={dashed ? 1.4 : 2} strokeDasharray={dashed ? '4 3' : undefined} />;
}

function Node({ node, x, y, beside, current }: Placed & { beside: boolean; current: boolean }) {
  const { w, day, name } = useUi();
  const navigate = useNavigate();
  const keep = useKeep();
  const open = () => void navigate(keep(`/cases/${node.id}`));
  const words = `${node.number} · ${name('foundBy', node.found_by ?? 'unknown')} · ${w.terms.field.onset} ${day(node.onset)}`;
  return (
    <g role="link" tabIndex={0} aria-label={words} style={{ cursor: 'pointer' }} onClick={open} onKeyDown={(event) => event.key === 'Enter' && open()}>
      <title>{words}</title>
      {current && <circle cx={x} cy={y} r={14} fill="none" stroke="var(--accent)" strokeWidth={2.5} />}
      <FoundShape found={node.found_by} x={x} y={y} r={beside ? 6 : 8} />
      <text x={beside ? x + 13 : x} y={beside ? y + 4 : y + 24} fontSize={beside ? 11 : 12} textAnchor={beside ? 'start' : 'middle'} fontWeight={current ? 700 : 400} fill="var(--text)" stroke="var(--panel)" strokeWidth={3} paintOrder="stroke">{node.number}</text>
    </g>
  );
}

/** What the shapes and lines of the graph mean. */
export function ChainLegend() {
  const { w, name } = useUi();
  return (
    <span className="legend">
      {(['community', 'screening', 'control', 'unknown'] as const).map((found) => (
        <span key={found}><svg className="ic" viewBox="0 0 20 20" aria-hidden="true"><FoundShape found={found === 'unknown' ? null : found} x={10} y={10} r={7} /></svg>{name('foundBy', found)}</span>
      ))}
      <span><svg width="22" height="8" aria-hidden="true"><path d="M0 4H22" stroke="var(--text-2)" strokeDasharray="4 3" strokeWidth="1.4" /></svg>{w.transmission.graph.dashed}</span>
    </span>
  );
}
