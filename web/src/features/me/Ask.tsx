/** A complaint or a wish for correction in one's own words, and what became of earlier ones. */
import { useEffect, useRef, useState } from 'react';
import { askAboutRecord } from '@/api/calls/ask-about-record';
import type { Asked } from '@/api/openings';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { Status } from '@/parts/Icon';
import { useUi } from '@/words/ui';

type Props = { about: string | null; rows: Asked[]; onClear: () => void };

/** Ask, and show what was asked. */
export function Ask({ about, rows, onClear }: Props) {
  const { w, text, moment } = useUi();
  const words = w.me;
  const [kind, setKind] = useState<'complaint' | 'correction'>('complaint');
  const [said, setSaid] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { if (about !== null) field.current?.focus(); }, [about]);
  const ask = useWrite(askAboutRecord, { touches: ['me'], onDone: () => { setSaid(''); onClear(); } });
  return (
    <section>
      <h2>{words.ask}</h2>
      <p className="t2">{words.askLead}</p>
      <form className="ask" onSubmit={(event) => { event.preventDefault(); ask.mutate({ kind, text: said, ...(about === null ? {} : { about }) }); }}>
        <label className="fld"><span>{words.kind}</span><select className="in" value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}><option value="complaint">{words.complaint}</option><option value="correction">{words.correction}</option></select></label>
        {about !== null && <p><Status sign="run">{words.askAbout}</Status> <button type="button" className="btn txt" onClick={onClear}>{w.common.cancel}</button></p>}
        <label className="fld"><span>{words.askText}</span><textarea ref={field} className="in" rows={4} required minLength={10} maxLength={2000} value={said} onChange={(event) => setSaid(event.target.value)} /></label>
        {ask.isError && <Trouble error={ask.error} />}
        {ask.data && <p role="status"><Status sign="ok">{words.sent(moment(ask.data.due_at))}</Status></p>}
        <button type="submit" className="btn help" disabled={ask.isPending}>{words.askSend}</button>
      </form>
      {rows.length > 0 && <h3>{words.asked}</h3>}
      <ul className="openings">{rows.map((row) => (
        <li key={row.id}>
          <p><b>{moment(row.at)}</b> {text(row.kind_text)} {row.answer === null && <Status sign="run">{words.waiting(moment(row.due_at))}</Status>}</p>
          <p>{row.text}</p>
          {row.answer !== null && <p><b>{words.answer}</b> {row.answer}</p>}
        </li>
      ))}</ul>
    </section>
  );
}
