/** Places a chain graph: column = generation, unknown generation last; rows ordered so that children stand near their source;
 *  a generation too tall for the pane goes on in further lanes beside the first. */
import type { Graph, GraphNode } from '@/api/types';

export type Placed = { node: GraphNode; x: number; y: number };
export type Layout = { placed: Map<string, Placed>; columns: { generation: number | null; x: number }[]; width: number; height: number };

const left = 44;
const top = 38;

/** Lay the graph out; `columnWidth` and `rowHeight` in pixels, `perLane` cases under each other at most. */
export function layout(graph: Graph, columnWidth: number, rowHeight: number, perLane = Infinity): Layout {
  const known = [...new Set(graph.nodes.map((node) => node.generation).filter((value) => value !== null))].sort((a, b) => a - b);
  const generations: (number | null)[] = graph.nodes.some((node) => node.generation === null) ? [...known, null] : known;
  const sources = sourcesOf(graph);
  const rowOf = new Map<string, number>();
  const laneWidth = laneWidthOf(graph);
  let x = left;
  const columns = generations.map((generation) => {
    const members = graph.nodes.filter((node) => node.generation === generation);
    const mean = (node: GraphNode) => average((sources.get(node.id) ?? []).map((id) => rowOf.get(id)).filter((row) => row !== undefined));
    members.sort((a, b) => mean(a) - mean(b) || a.number.localeCompare(b.number, 'en', { numeric: true }));
    members.forEach((node, row) => rowOf.set(node.id, row));
    const lanes = lanesOf(members.length, perLane);
    const column = { generation, members, rows: Math.ceil(members.length / lanes), x };
    x += columnWidth + (lanes - 1) * laneWidth;
    return column;
  });
  const tallest = Math.max(1, ...columns.map((column) => column.rows));
  const placed = new Map<string, Placed>();
  for (const column of columns) {
    const shift = ((tallest - column.rows) * rowHeight) / 2;
    column.members.forEach((node, row) => placed.set(node.id, { node, x: column.x + Math.floor(row / column.rows) * laneWidth, y: top + shift + (row % column.rows) * rowHeight }));
  }
  return { placed, columns, width: left * 2 + Math.max(0, ...[...placed.values()].map((one) => one.x - left)), height: top + tallest * rowHeight + 20 };
}

/** Pixels the further lanes of all generations take together. */
export function laneRoom(graph: Graph, perLane: number): number {
  const sizes = new Map<number | null, number>();
  for (const { generation } of graph.nodes) sizes.set(generation, (sizes.get(generation) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (lanesOf(size, perLane) - 1) * laneWidthOf(graph), 0);
}

/** Pixels from a lane to the next: room for the longest number beside its sign. */
function laneWidthOf(graph: Graph): number {
  return 26 + 6.5 * Math.max(0, ...graph.nodes.map((node) => node.number.length));
}

/** How many lanes `members` cases of one generation take. */
function lanesOf(members: number, perLane: number): number {
  return Math.max(1, Math.ceil(members / perLane));
}

function sourcesOf(graph: Graph): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const edge of graph.edges) sources.set(edge.target, [...(sources.get(edge.target) ?? []), edge.source]);
  return sources;
}

function average(rows: number[]): number {
  return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row, 0) / rows.length;
}
