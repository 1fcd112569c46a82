/** Receipts: read = accepted + duplicate + rejected, progress while running, rows that wait for a correction. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { heldQuery } from '@/api/calls/held';
import type { Receipt } from '@/api/types';
import { Status, type StatusSign } from '@/parts/Icon';
import { useUi } from '@/words/ui';

type Props = { rows: Receipt[]; opened: string | null; onOpen: (id: string) => void };

const signs: Record<Receipt['state'], StatusSign> = { running: 'run', waiting: 'soon', closed: 'ok', stopped: 'block' };

/** List the receipts, newest first as the desk sends them. */
export function ReceiptTable({ rows, opened, onOpen }: Props) {
  const { w } = useUi();
  const col = w.imports.col;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="t">
        <thead><tr><th>{col.file}</th><th className="hide-s">{col.kind}</th><th>{col.state}</th><th>{`${col.read} = ${col.accepted} + ${col.duplicate} + ${col.rejected}`}</th><th className="hide-s">{col.balance}</th><th className="hide-s">{col.by}</th><th className="hide-s">{col.started}</th><th><span className="sr">{w.common.actions}</span></th></tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} opened={row.id === opened} onOpen={onOpen} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ row, opened, onOpen }: { row: Receipt; opened: boolean; onOpen: (id: string) => void }) {
  const { w, n, text, moment, name } = useUi();
  const words = w.imports;
  return (
    <tr className={opened ? 'sel' : ''}>
      <td><b>{row.file}</b> <span className="mono t3 hide-s" title={`${words.hash} ${row.sha256}`}>{row.sha256.slice(0, 8)}</span></td>
      <td className="hide-s">{name('importKind', row.kind)}</td>
      <td className="nw"><Status sign={signs[row.state]}>{name('importState', row.state)}</Status>{row.state === 'running' && <Progress row={row} />}</td>
      <td className="nw" aria-live="polite">{words.sum(n(row.read), n(row.accepted), n(row.duplicate), n(row.rejected))}{row.held > 0 && <><br /><HeldRows row={row} /></>}</td>
      <td className="nw hide-s"><Status sign={row.balanced ? 'ok' : 'over'}>{row.balanced ? words.balanced : words.unbalanced}</Status></td>
      <td className="nw hide-s">{row.by.display ? text(row.by.display) : words.machine}</td><td className="nw t3 hide-s">{moment(row.started_at)}</td>
      <td className="n nw">{row.rejected > 0 && <button type="button" className="btn sm" aria-expanded={opened} onClick={() => onOpen(row.id)}>{words.rejects(n(row.open_rejects))}</button>}</td>
    </tr>
  );
}

/** How many accepted rows are held for matching, and which: the case numbers, nobody else's. */
function HeldRows({ row }: { row: Receipt }) {
  const { w, n } = useUi();
  const held = useQuery({ ...heldQuery(row.id), enabled: row.held > 0 });
  const numbers = held.data?.items ?? [];
  return <Status sign="soon">{w.imports.held(n(row.held))} {numbers.slice(0, 3).map((one) => <Link key={one.id} to={`/cases/${one.id}`}>{one.number}</Link>)}</Status>;
}

function Progress({ row }: { row: Receipt }) {
  const { w, n } = useUi();
  return <> <progress max={row.rows_total ?? undefined} value={row.rows_total === null ? undefined : row.position} /> <span className="sub">{w.imports.progress(n(row.position), row.rows_total === null ? w.common.unknown : n(row.rows_total))}</span></>;
}
