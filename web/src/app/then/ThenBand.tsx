/** Across the page while a past moment is shown: which one, as known when, why nothing can be changed, and the way back. */
import { Link, useLocation } from 'react-router';
import { instantOf, isPast, now, type Then } from '@/api/then';
import { Icon } from '@/parts/Icon';
import { atMoment, showsPast } from '@/parts/then';
import { serverNow } from '@/time/clock';
import * as format from '@/time/format';
import { useUi } from '@/words/ui';
import type { Standing } from './useStanding';
import './then.css';

/** Say that this is not now; nothing where it is. */
export function ThenBand({ standing, onChoose }: { standing: Standing; onChoose: () => void }) {
  const { w } = useUi();
  const { pathname, search } = useLocation();
  const shown = isPast(standing.asked);
  return (
    <div {...(shown ? { className: 'then', role: 'region', 'aria-label': w.known.shown } : {})}>
      <p role="status">{shown && <Said standing={standing} here={showsPast(pathname)} />}</p>
      {shown && <span className="acts"><Ways standing={standing} address={`${pathname}${search}`} onChoose={onChoose} /></span>}
    </div>
  );
}

function Said({ standing, here }: { standing: Standing; here: boolean }) {
  const { w, text } = useUi();
  const write = useMoment(standing.zone);
  if (standing.refusal) return <><Icon sign="block" /> <b>{text(standing.refusal)}</b></>;
  if (!here) return <><Icon sign="clock" /> <b>{w.known.elsewhere(write(instantOf(standing.asked)))}</b></>;
  return <><Icon sign="clock" /> <b>{sentence(standing.then, w.known, write)}</b> {w.known.still}</>;
}

type Words = ReturnType<typeof useUi>['w']['known'];

function sentence({ as_of, as_known }: Then, words: Words, write: (at: string | undefined) => string): string {
  if (as_known === undefined) return words.bandToday(write(as_of));
  if (as_of === undefined || Date.parse(as_of) === Date.parse(as_known)) return words.bandThen(write(as_known));
  return words.bandBoth(write(as_of), write(as_known));
}

function Ways({ standing, address, onChoose }: { standing: Standing; address: string; onChoose: () => void }) {
  const { w } = useUi();
  const write = useMoment(standing.zone);
  const { pathname } = useLocation();
  if (showsPast(pathname)) return <><button type="button" className="btn sm" onClick={onChoose}>{w.known.another}</button><Link className="btn sm" to={atMoment(address, now)}>{w.known.back}</Link></>;
  return <><Link className="btn sm" to={atMoment('/overview', standing.asked)}>{w.known.overviewThen(write(instantOf(standing.asked)))}</Link><Link className="btn sm" to={atMoment(address, now)}>{w.known.leave}</Link></>;
}

/** Write an instant in the zone of the incident's area and name the zone; what is no instant is given back as it stands. */
function useMoment(zone: string | null): (at: string | undefined) => string {
  const { lang, zone: own } = useUi();
  return (at = '') => {
    const [instant, where] = [Date.parse(at), zone ?? own];
    if (Number.isNaN(instant)) return at;
    const year = Number(format.dayOf(serverNow(), where).slice(0, 4));
    return `${format.moment(instant, lang, where, year)} ${format.zoneName(instant, where)}`;
  };
}
