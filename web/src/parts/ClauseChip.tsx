/** A clause as a chip that opens its full text, date, certainty and source, and the numbers it quotes. */
import { useQuery } from '@tanstack/react-query';
import { Popover } from 'antd';
import { Link } from 'react-router';
import { editionQuery } from '@/api/calls/edition';
import type { Clause, EditionNumber } from '@/api/types';
import { useUi } from '@/words/ui';
import { Certainty } from './Certainty';
import { useReadsEditions } from './desk';

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
  const reads = useReadsEditions();
  return (
    <div style={{ maxWidth: 420 }}>
      <p><b className="mono">{clause.label}</b> <b>{text(clause.title)}</b></p>
      <p style={{ marginBlock: 6 }}>{text(clause.text)}</p>
      <p className="sub">{w.common.dated} {day(clause.date)} · {w.common.certainty} {name('certainty', clause.certainty.split(':')[0])}</p>
      <p className="sub">{w.common.source} {clause.source}</p>
      {reads && <Quoted clause={clause} />}
      {reads && <p style={{ marginTop: 6 }}><Link to={`/editions/${encodeURIComponent(clause.edition)}#${encodeURIComponent(clause.number)}`}>{w.common.openEdition}</Link></p>}
    </div>
  );
}

/** One number as it works in the clause: as a place or a supplement changed it where the clause's label names that. */
function Number({ number, clause }: { number: EditionNumber; clause: Clause }) {
  const { w, n, name } = useUi();
  const by = number.changes.find((one) => clause.label.includes(`+ ${one.by}`));
  const { values, certainty } = by ?? number;
  return (
    <li>
      <Link to={`/editions/${encodeURIComponent(clause.edition)}#n:${encodeURIComponent(number.name)}`}>{values.map(n).join(w.editions.comma)} {name('unit', number.unit)}</Link>{' '}
      <span className="sub">{by && <>{by.by} · </>}<Certainty value={certainty} short /></span>
    </li>
  );
}

/** The numbers of a clause, each a link to its row in the edition. */
function Quoted({ clause }: { clause: Clause }) {
  const { w } = useUi();
  const query = useQuery({ ...editionQuery(clause.edition), staleTime: Infinity });
  const quoted = query.data?.clauses.find((one) => one.number === clause.number)?.numbers ?? clause.numbers ?? [];
  const numbers = (query.data?.numbers ?? []).filter((one) => quoted.includes(one.name));
  if (numbers.length === 0) return null;
  return (
    <ul style={{ marginTop: 6 }} aria-label={w.common.numbersQuoted}>
      {numbers.map((one) => <Number key={one.name} number={one} clause={clause} />)}
    </ul>
  );
}
