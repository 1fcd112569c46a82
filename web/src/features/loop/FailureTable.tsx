/** Events that the loop could not deliver: since when, how often tried, what came of it, and what can be done. */
import { useState } from 'react';
import { retryFailure } from '@/api/calls/retry-failure';
import type { LoopFailure } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { Scroll } from '@/parts/Scroll';
import { Status, type StatusSign } from '@/parts/Icon';
import { useUi } from '@/words/ui';
import { AsideForm } from './AsideForm';
import { useAge } from './useAge';

const signs: Record<LoopFailure['state'], StatusSign> = { trying: 'over', given_up: 'block', set_aside: 'unk' };

/** List the failures, the oldest first. */
export function FailureTable({ rows }: { rows: LoopFailure[] }) {
  const { w } = useUi();
  const [aside, setAside] = useState<LoopFailure | null>(null);
  const retry = useWrite(retryFailure, { touches: ['loop'] });
  const col = w.loop.col;
  return (
    <>
      {retry.isError && <Trouble error={retry.error} />}
      <Scroll label={w.loop.failures}>
        <table className="t">
          <thead><tr><th>{col.kind}</th><th className="hide-s">{col.waitsFor}</th><th className="hide-s">{col.area}</th><th className="n">{col.age}</th><th>{col.state}</th><th className="hide-s">{col.failure}</th><th className="hide-s">{col.next}</th><th><span className="sr">{w.common.actions}</span></th></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.id} row={row} busy={retry.isPending} onRetry={() => retry.mutate({ id: row.id, version: row.version })} onAside={() => setAside(row)} />)}</tbody>
        </table>
      </Scroll>
      {aside && <AsideForm row={aside} onClose={() => setAside(null)} />}
    </>
  );
}

function Row({ row, busy, onRetry, onAside }: { row: LoopFailure; busy: boolean; onRetry: () => void; onAside: () => void }) {
  const { w, n, text, moment } = useUi();
  const age = useAge();
  const words = w.loop;
  return (
    <tr>
      <td>{words.kind[row.kind] ?? row.kind}<br /><span className="mono t3">{row.id}</span> <span className="t3">{words.lane[row.lane]}</span></td>
      <td className="hide-s">{row.acts.map((act) => words.act[act] ?? act).join(words.and)}</td>
      <td className="nw hide-s">{row.area ? text(row.area.name) : words.everywhere}</td>
      <td className="n nw" title={moment(row.recorded)}>{age(row.age_s)}</td>
      <td className="nw"><Status sign={signs[row.state]}>{words.state[row.state]}</Status><br /><span className="t3">{words.tried(n(row.attempts))}</span></td>
      <td className="mono hide-s">{row.failure}</td>
      <td className="nw hide-s">{row.next_try ? moment(row.next_try) : '–'}</td>
      <td className="n nw">
        <button type="button" className="btn sm" disabled={busy} onClick={onRetry}>{words.retry}</button>{' '}
        {row.state !== 'set_aside' && <button type="button" className="btn sm" onClick={onAside}>{words.aside}</button>}
      </td>
    </tr>
  );
}
