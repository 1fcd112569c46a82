/** Places a chain graph: column = generation, unknown generation last; rows ordered so that children stand near their source. */
import type { Graph, GraphNode } from '@/api/types';

export type Placed = { node: GraphNode; x: number; y: number };
export type Layout = { placed: Map<string, Placed>; columns: { generation: number | null; x: number }[]; width: number; height: number };

const left = 44;
const top = 38;

/** Lay the graph out; `columnWidth` and `rowHeight` in pixels. */
export function layout(graph: Graph, columnWidth: number, rowHeight: number): Layout {
  const known = [...new Set(graph.nodes.map((node) => node.generation).filter((value) => value !== null))].sort((a, b) => a - b);
  const generations: (number | null)[] = graph.nodes.some((node) => node.generation === null) ? [...known, null] : known;
  const sources = sourcesOf(graph);
  const rowOf = new Map<string, number>();
  const columns = generations.map((generation, column) => {
    const members = graph.nodes.filter((node) => node.generation === generation);
    const mean = (node: GraphNode) => average((sources.get(node.id) ?? []).map((id) => rowOf.get(id)).filter((row) => row !== undefined));
    members.sort((a, b) => mean(a) - mean(b) || a.number.localeCompare(b.number, 'en', { numeric: true }));
    members.forEach((node, row) => rowOf.set(node.id, row));
    return { generation, members, x: left + column * columnWidth };
  });
  const tallest = Math.max(1, ...columns.map((column) => column.members.length));
  const placed = new Map<string, Placed>();
  for (const column of columns) {
    const shift = ((tallest - column.members.length) * rowHeight) / 2;
    column.members.forEach((node, row) => placed.set(node.id, { node, x: column.x, y: top + shift + row * rowHeight }));
  }
  return { placed, columns, width: left * 2 + Math.max(0, columns.length - 1) * columnWidth, height: top + tallest * rowHeight + 20 };
}

function sourcesOf(graph: Graph): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const edge of graph.edges) sources.set(edge.target, [...(sources.get(edge.target) ?? []), edge.source]);
  return sources;
}

function average(rows: number[]): number {
  return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row, 0) / rows.length;
}
