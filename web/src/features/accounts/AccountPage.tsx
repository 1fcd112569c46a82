/** One account: who, its posts with their ends, how it signs in, its tokens. Every change asks first and confirms that it's you. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { AccountDetail, Suspension } from '@/api/accounts';
import { accountQuery, askReset, closeAccount } from '@/api/calls/accounts';
import { Await } from '@/parts/Await';
import { Changes } from '@/parts/Changes';
import { Facts } from '@/parts/Facts';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Dialog } from './Dialog';
import { Posts } from './Posts';
import { ProviderLink } from './ProviderLink';
import { Reason } from './Reason';
import { Tokens } from './Tokens';
import { useAct } from '@/parts/useAct';

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
      {data.suspended && <Suspended because={data.suspended} />}
      {note && <p className="note unk" role="note">{note}</p>}
      <Posts data={data} />
      {data.system ? <Tokens data={data} /> : <SignInPart data={data} />}
      <Changes account={data.id} />
      {data.changeable && <Closing data={data} />}
    </>
  );
}

/** Why an account is out, and who lifts it: the review itself is not for whoever keeps accounts. */
function Suspended({ because }: { because: Suspension }) {
  const { w, text, moment } = useUi();
  const words = w.accounts;
  const area = because.area ? text(because.area.name) : words.ofThatArea;
  return <p className="note soon" role="note"><Status sign="block">{words.states.suspended}</Status> {words.suspendedNote(moment(because.since), moment(because.broken), area)} <Link to="/accounts?role=commander&state=open">{words.whoReviews}</Link></p>;
}

function SignInPart({ data }: { data: AccountDetail }) {
  const { w, moment } = useUi();
  const words = w.accounts;
  const [asking, setAsking] = useState(false);
  return (
    <Section title={words.signIn} end={data.changeable && <button type="button" className="btn sm" onClick={() => setAsking(true)}>{w.changes.askReset}</button>}>
      <div className="pad"><Facts items={[
        [words.password, data.password_until ? words.passwordUntil(moment(data.password_until)) : words.passwordOwn],
        [words.col.factor, data.second_factor ? <Status key="f" sign="ok">{words.factorYes}</Status> : <Status key="f" sign="unk">{words.factorNo}</Status>],
      ]} /><ProviderLink data={data} /></div>
      {asking && <ResetForm data={data} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function ResetForm({ data, onClose }: { data: AccountDetail; onClose: () => void }) {
  const words = useUi().w.changes;
  const [value, setValue] = useState({ password: true, factor: false, reason: '' });
  const ask = useAct(askReset, onClose);
  return (
    <Dialog title={words.askReset} lead={words.askResetLead} go={words.asking} busy={ask.busy} trouble={ask.trouble} onSend={() => ask.send({ id: data.id, version: data.version, ...value })} onClose={onClose}>
      <label style={{ display: 'flex', gap: 8 }}><input type="checkbox" checked={value.password} onChange={(event) => setValue({ ...value, password: event.target.checked })} />{words.resetPassword}</label>
      {data.second_factor && <label style={{ display: 'flex', gap: 8 }}><input type="checkbox" checked={value.factor} onChange={(event) => setValue({ ...value, factor: event.target.checked })} />{words.resetFactor}</label>}
      <Reason value={value.reason} onChange={(reason) => setValue({ ...value, reason })} />
    </Dialog>
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
