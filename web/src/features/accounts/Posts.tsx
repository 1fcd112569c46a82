/** The posts of an account: role, area, purposes, time left; give, renew, end. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountDetail, KeepingOptions, NewPost, Post } from '@/api/accounts';
import { endPost, givePost, keepingQuery, renewPost } from '@/api/calls/accounts';
import { Empty } from '@/parts/Await';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { serverNow } from '@/time/clock';
import { useUi } from '@/words/ui';
import { dayField, daysFrom, endOfDay, latestEnd } from './days';
import { Dialog } from './Dialog';
import { PostEnd } from './PostEnd';
import { PostFields } from './PostFields';
import { Reason } from './Reason';
import { useAct } from '@/parts/useAct';

type Open = { what: 'end' | 'renew'; post: Post } | { what: 'give' } | null;

/** The table of posts with what can be done. */
export function Posts({ data }: { data: AccountDetail }) {
  const { w } = useUi();
  const words = w.accounts;
  const options = useQuery(keepingQuery()).data;
  const [open, setOpen] = useState<Open>(null);
  const free = !data.own && data.closed === null;
  const close = () => setOpen(null);
  return (
    <Section title={words.posts} end={free && options && <button type="button" className="btn sm" onClick={() => setOpen({ what: 'give' })}>{words.grant}</button>}>
      {data.posts.length === 0 ? <Empty>{words.noPosts}</Empty> : <PostTable posts={data.posts} options={options} onOpen={free ? setOpen : undefined} />}
      {open?.what === 'give' && options && <Give data={data} options={options} onClose={close} />}
      {open?.what === 'renew' && options && <Renew data={data} post={open.post} options={options} onClose={close} />}
      {open?.what === 'end' && <End data={data} post={open.post} onClose={close} />}
    </Section>
  );
}

type TableProps = { posts: Post[]; options?: KeepingOptions; onOpen?: (open: Open) => void };

/** Rows of posts; with `onOpen` the running ones can be changed. */
export function PostTable({ posts, options, onOpen }: TableProps) {
  const { w, text, name } = useUi();
  const words = w.accounts;
  const known = new Map(options?.purposes.map((one) => [one.purpose, one.name]));
  return (
    <Scroll label={words.posts}><table className="t">
      <thead><tr><th>{words.role}</th><th>{words.area}</th><th className="hide-s">{words.purposes}</th><th>{words.col.ends}</th>{onOpen && <th><span className="sr">{words.renew}</span></th>}</tr></thead>
      <tbody>{posts.map((post) => (
        <tr key={post.id}>
          <td className="nw b">{name('role', post.role)}</td>
          <td>{post.area ? text(post.area.name) : w.common.none}</td>
          <td className="hide-s">{post.purposes.length === 0 ? <span className="t3">{words.purposeAll}</span> : post.purposes.map((one) => text(known.get(one) ?? one)).join('，')}</td>
          <td className="nw"><PostEnd ends={post.ends} state={post.state} /></td>
          {onOpen && <td className="nw">{post.state !== 'over' && <><button type="button" className="btn sm" onClick={() => onOpen({ what: 'renew', post })}>{words.renew}</button> <button type="button" className="btn sm" onClick={() => onOpen({ what: 'end', post })}>{words.end}</button></>}</td>}
        </tr>
      ))}</tbody>
    </table></Scroll>
  );
}

type Part = { data: AccountDetail; onClose: () => void };

function Give({ data, options, onClose }: Part & { options: KeepingOptions }) {
  const { w } = useUi();
  const [value, setValue] = useState<NewPost>(() => ({ role: data.posts[0]?.role ?? 'tracer', area: '', purposes: [], reason: '', ends: daysFrom(serverNow(), 30, latestEnd(options.own)) }));
  const give = useAct(givePost, onClose);
  return (
    <Dialog title={w.accounts.grantTitle} lead={w.changes.lead} go={w.changes.asking} busy={give.busy} trouble={give.trouble} onSend={() => give.send({ id: data.id, version: data.version, ...value })} onClose={onClose}>
      <PostFields options={options} roles={options.roles.map((one) => one.role)} value={value} onChange={(post) => setValue({ ...value, ...post })} />
      <Reason value={value.reason} onChange={(reason) => setValue({ ...value, reason })} />
    </Dialog>
  );
}

function Renew({ data, post, options, onClose }: Part & { post: Post; options: KeepingOptions }) {
  const { w, moment } = useUi();
  const latest = latestEnd(options.own);
  const [ends, setEnds] = useState(() => daysFrom(serverNow(), 30, latest));
  const renew = useAct(renewPost, onClose);
  return (
    <Dialog title={w.accounts.renewTitle} go={w.accounts.renew} busy={renew.busy} trouble={renew.trouble} onSend={() => renew.send({ id: data.id, version: data.version, post: post.id, ends })} onClose={onClose}>
      <label className="fld"><span>{w.accounts.ends}{latest && <> · {w.accounts.endsHint(moment(latest))}</>}</span>
        <input className="in" type="date" required value={dayField(ends)} max={latest ? dayField(latest) : undefined} onChange={(event) => setEnds(endOfDay(event.target.value, latest))} /></label>
    </Dialog>
  );
}

function End({ data, post, onClose }: Part & { post: Post }) {
  const { w } = useUi();
  const end = useAct(endPost, onClose);
  return <Dialog title={w.accounts.endTitle} lead={w.accounts.endLead} go={w.accounts.end} busy={end.busy} trouble={end.trouble} onSend={() => end.send({ id: data.id, version: data.version, post: post.id })} onClose={onClose} />;
}
