/** The rejected rows of one import: the row as it stood in the file, what is wrong, cells to correct, and replay. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rejectsQuery } from '@/api/calls/import-rejects';
import { replayRejects } from '@/api/calls/replay-rejects';
import type { Receipt, Reject } from '@/api/types';
import { useWrite } from '@/api/write';
import { Await, Empty, Trouble } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { Pages } from '@/parts/Pages';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

type Edits = Record<string, Record<string, string>>;

/** Show the rows; only changed rows are sent. */
export function RejectRows({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const { w } = useUi();
  const words = w.imports;
  const query = useInfiniteQuery(rejectsQuery(receipt.id));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [edits, setEdits] = useState<Edits>({});
  const replay = useWrite(replayRejects, { touches: ['imports', 'cases', 'figures', 'feed'], onDone: () => setEdits({}) });
  const changed = rows.filter((row) => edits[row.id] !== undefined);
  const send = () => replay.mutate({ id: receipt.id, rows: changed.map((row) => ({ id: row.id, values: { ...row.raw, ...edits[row.id] } })) });
  return (
    <Section title={words.rejectTitle(receipt.file)} end={<>
      <CsvLink path={`/imports/${receipt.id}/rejects`} filter={{}} />
      <button type="button" className="btn sm" onClick={onClose}>{words.closeRejects}</button>
    </>}>
      <Await query={query}>{(data) => rows.length === 0 ? <Empty>{words.noRejects}</Empty> : (
        <>
          <RejectTable rows={rows} mapping={receipt.mapping} columns={receipt.columns} edits={edits} onEdit={(id, column, value) => setEdits({ ...edits, [id]: { ...edits[id], [column]: value } })} />
          <Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
          {replay.isError && <Trouble error={replay.error} />}
          <p className="pad"><button type="button" className="btn pri" disabled={changed.length === 0 || replay.isPending} onClick={send}>{replay.isPending ? words.replaying : words.replay}</button> {changed.length === 0 && <span className="sub">{words.nothingChanged}</span>}</p>
        </>
      )}</Await>
    </Section>
  );
}

type TableProps = { rows: Reject[]; mapping: Record<string, string>; columns: string[]; edits: Edits; onEdit: (id: string, column: string, value: string) => void };

function RejectTable({ rows, mapping, columns, edits, onEdit }: TableProps) {
  const { w, n, text, name } = useUi();
  const words = w.imports;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="t rejects">
        <thead><tr><th className="n">{words.row}</th><th>{words.problem}</th>{columns.map((column) => <th key={column}>{column}</th>)}<th>{words.rejectState}</th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.id}>
            <td className="n">{n(row.row)}</td>
            <td style={{ minWidth: 220 }}>{row.problems.map((problem, index) => <p key={index} className="s">{problem.where && <b>{w.terms.field[problem.where] ?? problem.where} </b>}{text(problem.title)}</p>)}</td>
            {columns.map((column) => (
              <td key={column}>{row.state === 'open'
                ? <input className={`in ${row.problems.some((problem) => problem.where === column || problem.where === mapping[column]) ? 'bad' : ''}`} aria-label={`${words.row} ${row.row} ${column}`} value={edits[row.id]?.[column] ?? row.raw[column] ?? ''} onChange={(event) => onEdit(row.id, column, event.target.value)} />
                : row.raw[column] ?? ''}</td>
            ))}
            <td className="nw">{name('rejectState', row.state)}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
