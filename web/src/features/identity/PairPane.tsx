/** One pair side by side: opened for the purpose of matching, with its reasons, decided or undone. */
import { useState } from 'react';
import { decideMatch, undoMatch } from '@/api/calls/decide-match';
import { openMatch } from '@/api/calls/open-match';
import type { Match } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Sides } from './Sides';
import { useKeys } from './useKeys';

/** The chosen pair. */
export function PairPane({ match, onDecided }: { match: Match; onDecided: (match: Match) => void }) {
  const { w, n } = useUi();
  const words = w.identity;
  const [why, setWhy] = useState('');
  const opening = useWrite(openMatch, { touches: [] });
  const done = { touches: ['matches'], onDone: onDecided };
  const decide = useWrite(decideMatch, done);
  const undo = useWrite(undoMatch, done);
  const shown = opening.data ?? match;
  const ready = match.state !== 'same' && match.state !== 'different';
  const say = (decision: 'same' | 'different') => ready && opening.data && decide.mutate({ id: match.id, version: match.version, decision, why });
  const part = () => match.state === 'same' && undo.mutate({ id: match.id, version: match.version, why });
  useKeys({ o: () => opening.data === undefined && opening.mutate({ id: match.id }), s: () => say('same'), d: () => say('different'), u: () => document.getElementById('match-why')?.focus() });
  return (
    <Section title={words.states[match.state]} sub={`${words.score} ${words.bits(n(match.score))}`} className="pair">
      <div className={`note ${opening.data ? 'ok' : 'unk'}`} role="status">
        <span>{opening.data ? words.opened : words.masked}</span>
        {!opening.data && <button type="button" className="btn sm pri" disabled={opening.isPending} onClick={() => opening.mutate({ id: match.id })}>{words.open}</button>}
      </div>
      {[opening, decide, undo].map((write, index) => write.isError && <Trouble key={index} error={write.error} />)}
      <Sides match={{ ...shown, reasons: match.reasons }} />
      <Said match={match} />
      <form className="pad says" onSubmit={(event) => event.preventDefault()}>
        <label className="fld"><span>{match.state === 'same' ? words.undoWhy : words.note}</span><input id="match-why" className="in" value={why} onChange={(event) => setWhy(event.target.value)} autoComplete="off" /></label>
        {ready && <><button type="button" className="btn pri" disabled={!opening.data || decide.isPending} onClick={() => say('same')}>{words.same} (S)</button><button type="button" className="btn" disabled={!opening.data || decide.isPending} onClick={() => say('different')}>{words.different} (D)</button></>}
        {match.state === 'same' && <button type="button" className="btn" disabled={undo.isPending} onClick={part}>{words.undo} (U)</button>}
        {ready && !opening.data && <span className="t3">{words.openFirst}</span>}
      </form>
      <p className="pad t3 hide-s">{words.keys}</p>
    </Section>
  );
}

function Said({ match }: { match: Match }) {
  const { w, text, moment } = useUi();
  if (match.decided_at === null) return null;
  const when = moment(match.decided_at);
  return <p className="pad t2">{match.decided_by ? w.identity.decidedBy(text(match.decided_by), when) : w.identity.decidedByRule(when)}{match.why && ` · ${match.why}`}</p>;
}
