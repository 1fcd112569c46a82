/** The part of a chain that hangs on one case: everything upstream, everything downstream, and other candidates for its offspring. */
import type { Graph } from '@/api/types';

/** Keep sources of sources, offspring of offspring, and the rival sources of direct offspring. */
export function related(graph: Graph, id: string): Graph {
  const kept = new Set([id, ...walk(graph, id, 'target', 'source'), ...walk(graph, id, 'source', 'target')]);
  const offspring = new Set(graph.edges.filter((edge) => edge.source === id).map((edge) => edge.target));
  for (const edge of graph.edges) if (edge.ambiguous && offspring.has(edge.target)) kept.add(edge.source);
  const edges = graph.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target));
  return { ...graph, nodes: graph.nodes.filter((node) => kept.has(node.id)), edges };
}

function walk(graph: Graph, start: string, from: 'source' | 'target', to: 'source' | 'target'): Set<string> {
  const found = new Set<string>();
  const open = [start];
  while (open.length > 0) {
    const at = open.pop()!;
    for (const edge of graph.edges) {
      if (edge[from] !== at || found.has(edge[to])) continue;
      found.add(edge[to]);
      open.push(edge[to]);
    }
  }
  return found;
}
