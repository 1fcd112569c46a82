/** Look one event up: its proof drawn as the way to the root, computed in this page, and to be taken away. */
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { feedQuery } from '@/api/calls/feed';
import { proofQuery } from '@/api/calls/ledger';
import { Await, Empty } from '@/parts/Await';
import { useIncidentId } from '@/parts/desk';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Way } from './Way';

const latest = 6;

/** A field for an event's id, the latest events to choose from, and the proof. */
export function Lookup() {
  const { w } = useUi();
  const [event, setEvent] = useState('');
  const ask = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    setEvent(String(new FormData(submitted.currentTarget).get('event') ?? '').trim());
  };
  return (
    <Section title={w.ledger.lookup} sub={w.ledger.lookupSub}>
      <form className="ledger-ask pad" onSubmit={ask}>
        <input key={event} className="in mono" name="event" defaultValue={event} placeholder="evt_…" aria-label={w.ledger.event} autoComplete="off" />
        <button type="submit" className="btn pri">{w.ledger.show}</button>
      </form>
      <Latest onChoose={setEvent} />
      {event !== '' && <Shown event={event} />}
    </Section>
  );
}

function Latest({ onChoose }: { onChoose: (event: string) => void }) {
  const { w, text, moment } = useUi();
  const incident = useIncidentId();
  const rows = useQuery({ ...feedQuery(incident, latest), enabled: incident !== '' }).data?.items ?? [];
  if (rows.length === 0) return <Empty>{w.ledger.noLatest}</Empty>;
  return (
    <ul className="ledger-list">{rows.map((row) => (
      <li key={row.event}><button type="button" className="btn txt" onClick={() => onChoose(row.event)}>{moment(row.at)} {text(row.text)}</button></li>
    ))}</ul>
  );
}

function Shown({ event }: { event: string }) {
  const query = useQuery(proofQuery(event));
  return <Await query={query} rows={4}>{(proof) => <Way proof={proof} />}</Await>;
}
