/** A clause as a chip that opens its full text, date, certainty and source. */
import { Popover } from 'antd';
import { Link } from 'react-router';
import type { Clause } from '@/api/types';
import { useUi } from '@/words/ui';

/** Show `label` and the words beside it; a press opens the clause. */
export function ClauseChip({ clause, words }: { clause: Clause; words?: string }) {
  const { w, text } = useUi();
  const beside = words ?? text(clause.title);
  return (
    <Popover trigger="click" content={<ClauseCard clause={clause} />} destroyOnHidden>
      <button type="button" className="cl" title={w.common.clauseFull} onClick={(event) => event.stopPropagation()}>
        <b>{clause.label}</b>{' '}{beside !== '' && <span>{beside}</span>}
      </button>
    </Popover>
  );
}

function ClauseCard({ clause }: { clause: Clause }) {
  const { w, text, day, name } = useUi();
  return (
    <div style={{ maxWidth: 420 }}>
      <p><b className="mono">{clause.label}</b> <b>{text(clause.title)}</b></p>
      <p style={{ marginBlock: 6 }}>{text(clause.text)}</p>
      <p className="sub">{w.common.dated} {day(clause.date)} · {w.common.certainty} {name('certainty', clause.certainty.split(':')[0])}</p>
      <p className="sub">{w.common.source} {clause.source}</p>
      <p style={{ marginTop: 6 }}><Link to={`/editions/${encodeURIComponent(clause.edition)}#${encodeURIComponent(clause.number)}`}>{w.common.openEdition}</Link></p>
    </div>
  );
}
