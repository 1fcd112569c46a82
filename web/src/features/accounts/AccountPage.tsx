/** One account: who, its posts with their ends, how it signs in, its tokens. Every change asks first and confirms that it's you. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { AccountDetail } from '@/api/accounts';
import { accountQuery, closeAccount, makePassword, removeFactor } from '@/api/calls/accounts';
import { Await } from '@/parts/Await';
import { Facts } from '@/parts/Facts';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Dialog, ShownOnce } from './Dialog';
import { Posts } from './Posts';
import { ProviderLink } from './ProviderLink';
import { Tokens } from './Tokens';
import { useAct } from './useAct';

/** The page of an account. */
export default function AccountPage() {
  const { id = '' } = useParams();
  const query = useQuery(accountQuery(id));
  return <Await query={query} rows={10}>{(data) => <Page data={data} />}</Await>;
}

function Page({ data }: { data: AccountDetail }) {
  const { w, text, moment } = useUi();
  const words = w.accounts;
  const note = data.closed ? words.closedNote(moment(data.closed)) : data.own ? words.own : data.changeable ? null : words.beyond;
  return (
    <>
      <div className="pagehead"><h1>{data.name}</h1><span className="sub">{text(data.display)} · {data.system ? words.systems : words.people} · {words.states[data.state]}</span><span className="end"><Link to="/accounts">{words.title}</Link></span></div>
      {note && <p className="note unk" role="note">{note}</p>}
      <Posts data={data} />
      {data.system ? <Tokens data={data} /> : <SignInPart data={data} />}
      {data.changeable && <Closing data={data} />}
    </>
  );
}

type Asked = 'password' | 'factor' | null;

function SignInPart({ data }: { data: AccountDetail }) {
  const { w, moment } = useUi();
  const words = w.accounts;
  const [asked, setAsked] = useState<Asked>(null);
  const make = useAct(makePassword, () => setAsked(null));
  const remove = useAct(removeFactor, () => setAsked(null));
  return (
    <Section title={words.signIn} end={data.changeable && <>
      <button type="button" className="btn sm" onClick={() => setAsked('password')}>{words.makePassword}</button>
      {data.second_factor && <button type="button" className="btn sm" onClick={() => setAsked('factor')}>{words.removeFactor}</button>}
    </>}>
      <div className="pad"><Facts items={[
        [words.password, data.password_until ? words.passwordUntil(moment(data.password_until)) : words.passwordOwn],
        [words.col.factor, data.second_factor ? <Status key="f" sign="ok">{words.factorYes}</Status> : <Status key="f" sign="unk">{words.factorNo}</Status>],
      ]} /><ProviderLink data={data} /></div>
      {asked === 'password' && <Dialog title={words.makePassword} lead={words.makeLead} busy={make.busy} trouble={make.trouble} onSend={() => make.send({ id: data.id, version: data.version })} onClose={() => setAsked(null)} />}
      {asked === 'factor' && <Dialog title={words.removeFactor} lead={words.removeLead} busy={remove.busy} trouble={remove.trouble} onSend={() => remove.send({ id: data.id, version: data.version })} onClose={() => setAsked(null)} />}
      {make.data && <ShownOnce title={words.madeTitle} lead={words.madeLead(moment(make.data.until))} value={make.data.password} onClose={make.reset} />}
    </Section>
  );
}

function Closing({ data }: { data: AccountDetail }) {
  const { w } = useUi();
  const words = w.accounts;
  const [asked, setAsked] = useState(false);
  const close = useAct(closeAccount, () => setAsked(false));
  return (
    <div className="pad">
      <button type="button" className="btn" onClick={() => setAsked(true)}>{words.close}</button>
      {asked && <Dialog title={words.closeTitle(data.name)} lead={words.closeLead} go={words.close} busy={close.busy} trouble={close.trouble} onSend={() => close.send({ id: data.id, version: data.version })} onClose={() => setAsked(false)} />}
    </div>
  );
}
