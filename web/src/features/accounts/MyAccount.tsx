/** One's own account: posts, second factor, password, sessions. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnAccount } from '@/api/accounts';
import { changePassword, endSession, ownAccountQuery } from '@/api/calls/my-account';
import { Await, Empty } from '@/parts/Await';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Dialog } from './Dialog';
import { Factor } from './Factor';
import { PostTable } from './Posts';
import { useAct } from '@/parts/useAct';

/** The page of one's own account. */
export default function MyAccount() {
  const { w } = useUi();
  const query = useQuery(ownAccountQuery());
  return (
    <>
      <div className="pagehead"><h1>{w.accounts.mine.title}</h1><span className="sub">{query.data?.name}</span></div>
      <Await query={query} rows={10}>{(data) => <><Factor data={data} /><Password /><Sessions data={data} /><Section title={w.accounts.mine.posts}>{data.posts.length === 0 ? <Empty>{w.accounts.noPosts}</Empty> : <PostTable posts={data.posts} />}</Section></>}</Await>
    </>
  );
}

function Password() {
  const { w } = useUi();
  const words = w.accounts.mine;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const [input, setInput] = useState({ current: '', new: '' });
  const change = useAct((body: { current: string; new: string }) => changePassword(body), () => { setOpen(false); setDone(true); setInput({ current: '', new: '' }); });
  const field = (name: 'current' | 'new', label: string) => (
    <label className="fld"><span>{label}</span><input className="in" type="password" autoComplete={name === 'new' ? 'new-password' : 'current-password'} required value={input[name]} onChange={(event) => setInput({ ...input, [name]: event.target.value })} /></label>
  );
  return (
    <Section title={words.password} end={<button type="button" className="btn sm" onClick={() => setOpen(true)}>{words.change}</button>}>
      {done && <p className="pad t2" role="status">{words.changed}</p>}
      {open && <Dialog title={words.password} go={words.change} busy={change.busy} trouble={change.trouble} onSend={() => change.send(input)} onClose={() => setOpen(false)}>{field('current', words.current)}{field('new', words.fresh)}</Dialog>}
    </Section>
  );
}

function Sessions({ data }: { data: OwnAccount }) {
  const { w, moment } = useUi();
  const words = w.accounts.mine;
  const end = useAct(endSession);
  return (
    <Section title={words.sessions} sub={words.sessionsLead} end={data.sessions.length > 1 && <button type="button" className="btn sm" disabled={end.busy} onClick={() => end.send(null)}>{words.endAll}</button>}>
      {end.trouble}
      <Scroll label={words.sessions}><table className="t">
        <thead><tr><th>{words.agent}</th><th>{words.begun}</th><th className="hide-s">{words.seen}</th><th className="hide-s">{words.ends}</th><th><span className="sr">{words.endOne}</span></th></tr></thead>
        <tbody>{data.sessions.map((one) => (
          <tr key={one.id}>
            <td>{one.agent || words.unknown} {one.current && <span className="t3">{words.here}</span>}</td><td className="nw">{moment(one.begun)}</td><td className="nw hide-s">{moment(one.seen)}</td><td className="nw hide-s">{moment(one.ends)}</td>
            <td>{!one.current && <button type="button" className="btn sm" disabled={end.busy} onClick={() => end.send(one.id)}>{words.endOne}</button>}</td>
          </tr>
        ))}</tbody>
      </table></Scroll>
    </Section>
  );
}
