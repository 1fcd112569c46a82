/** Alarms: what each says, since when, who is on it. Taking one on does not close it; its reason going away does. */
import { useState } from 'react';
import { takeAlarm, type Alarm } from '@/api/calls/installation';
import { useWrite } from '@/api/write';
import { Empty, Trouble } from '@/parts/Await';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** The open alarms, the oldest first. */
export function Alarms({ rows }: { rows: Alarm[] }) {
  const { w, n } = useUi();
  return (
    <Section title={w.health.alarms} sub={rows.length > 0 ? n(rows.length) : undefined}>
      {rows.length === 0 ? <Empty>{w.health.noAlarms}</Empty> : <ul className="health-list" aria-live="polite">{rows.map((row) => <Open key={row.id} row={row} />)}</ul>}
    </Section>
  );
}

function Open({ row }: { row: Alarm }) {
  const { w, text, moment } = useUi();
  return (
    <li className="health-alarm">
      <p><Status sign={row.taken ? 'run' : 'over'}>{text(row.text)}</Status> <span className="t3 nw">{w.health.since(moment(row.raised_at))}</span></p>
      {row.taken
        ? <p className="t2">{w.health.takenBy(text(row.taken.display), moment(row.taken.at))} {row.taken.note}</p>
        : <Take row={row} />}
    </li>
  );
}

function Take({ row }: { row: Alarm }) {
  const { w } = useUi();
  const [note, setNote] = useState('');
  const take = useWrite(takeAlarm, { touches: ['installation'] });
  return (
    <form className="health-take" onSubmit={(event) => { event.preventDefault(); take.mutate({ id: row.id, version: row.version, note }); }}>
      <input className="in" maxLength={400} aria-label={w.health.note} placeholder={w.health.note} value={note} onChange={(event) => setNote(event.target.value)} />
      <button type="submit" className="btn" disabled={take.isPending}>{take.isPending ? w.health.taking : w.health.take}</button>
      <span className="sub">{w.health.stays}</span>
      {take.isError && <Trouble error={take.error} />}
    </form>
  );
}

/** Alarms whose reason is gone, the latest first. */
export function ClosedAlarms({ rows }: { rows: Alarm[] }) {
  const { w, text, moment } = useUi();
  return (
    <Section title={w.health.closed}>
      {rows.length === 0 ? <Empty>{w.health.noClosed}</Empty> : (
        <ul className="health-list">{rows.map((row) => (
          <li key={row.id}><Status sign="ok">{w.health.until(moment(row.closed_at))}</Status> <span className="t2">{text(row.text)} {row.taken && w.health.takenBy(text(row.taken.display), moment(row.taken.at))}</span></li>
        ))}</ul>
      )}
    </Section>
  );
}
