/** Opening one person in an emergency: why, in a code and in words, then a fresh proof of who asks; name and number follow. */
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { breakGlass } from '@/api/calls/break-glass';
import { openPerson } from '@/api/calls/open-person';
import { useWrite } from '@/api/write';
import { Empty, Trouble } from '@/parts/Await';
import { ConfirmYou, stepUpOf } from '@/parts/ConfirmYou';
import { Icon, Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

const touches = ['cases', 'case', 'contacts', 'contact', 'tasks'];

/** The form for the person of the address. */
export default function BreakGlass() {
  const { w } = useUi();
  const words = w.openings.glass;
  const person = useSearchParams()[0].get('person') ?? '';
  return (
    <>
      <div className="pagehead"><h1>{words.title}</h1></div>
      <p className="pad" style={{ maxWidth: 720 }}>{words.lead}</p>
      {person === '' ? <Empty>{w.common.notFound}</Empty> : <Form person={person} />}
    </>
  );
}

function Form({ person }: { person: string }) {
  const { w, moment } = useUi();
  const words = w.openings.glass;
  const [reason, setReason] = useState('');
  const [text, setText] = useState('');
  const open = useWrite(openPerson, { touches });
  const ask = useWrite(breakGlass, { touches: [], onDone: (glass) => open.mutate({ id: person, purpose: 'break the glass', because: { kind: 'glass', id: glass.id } }) });
  const send = () => ask.mutate({ id: person, reason, text });
  if (open.isSuccess) {
    return (
      <Section title={words.done(moment(open.data.until))}>
        <p className="pad" role="status"><b>{open.data.name ?? w.openings.noName}</b> <span className="phone"><Icon sign="phone" /> {open.data.phone ?? w.openings.noPhone}</span></p>
        {ask.data && <p className="pad"><Status sign="soon">{words.review(moment(ask.data.review_due))}</Status></p>}
      </Section>
    );
  }
  return (
    <form className="pad" style={{ display: 'grid', gap: 12, maxWidth: 560 }} onSubmit={(event) => { event.preventDefault(); send(); }}>
      <p>{words.person} <span className="mono">{person}</span></p>
      <label className="fld"><span>{words.reason}</span>
        <select className="in" required value={reason} onChange={(event) => setReason(event.target.value)}><option value="">{words.choose}</option>{Object.entries(words.reasons).map(([code, name]) => <option key={code} value={code}>{name}</option>)}</select></label>
      <label className="fld"><span>{words.why}</span><textarea className="in" rows={4} required minLength={10} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} /></label>
      {ask.isError && stepUpOf(ask.error) === null && <Trouble error={ask.error} />}
      {open.isError && <Trouble error={open.error} />}
      <ConfirmYou error={ask.error} onConfirmed={send} onCancel={() => ask.reset()} />
      <button type="submit" className="btn pri" disabled={ask.isPending || open.isPending}>{words.ask}</button>
    </form>
  );
}
