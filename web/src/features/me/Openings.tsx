/** Every opening of one's own record: when, which office, for what, what it saw; each can be asked about. */
import type { OwnOpening } from '@/api/openings';
import { Status } from '@/parts/Icon';
import { useUi } from '@/words/ui';

/** List them all. */
export function Openings({ rows, onAsk }: { rows: OwnOpening[]; onAsk: (id: string) => void }) {
  const { w, n, text, moment } = useUi();
  return (
    <section>
      <h2>{w.me.opened}</h2>
      {rows.length === 0 ? <p className="t2">{w.me.openedNone}</p> : (
        <>
          <p className="t2">{w.me.openedAll(n(rows.length))}</p>
          <ul className="openings">{rows.map((row) => (
            <li key={row.id}>
              <p><b>{moment(row.at)}</b> {text(row.who)} {row.glass && <Status sign="soon">{w.me.glass}</Status>}</p>
              <p className="t2">{text(row.purpose_text)}{row.reason && `: ${text(row.reason)}`} · {text(row.level_text)}{row.joined && ` · ${w.me.joined}`}</p>
              <button type="button" className="btn txt" onClick={() => onAsk(row.id)}>{w.me.about}</button>
            </li>
          ))}</ul>
        </>
      )}
    </section>
  );
}
