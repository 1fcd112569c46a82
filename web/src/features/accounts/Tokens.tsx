/** The tokens of a system: what for, until when, last used; ask for one, revoke one. */
import { useState } from 'react';
import type { AccountDetail, Token } from '@/api/accounts';
import { askToken, endToken } from '@/api/calls/accounts';
import { Empty } from '@/parts/Await';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { serverNow } from '@/time/clock';
import { useUi } from '@/words/ui';
import { dayField, daysFrom, endOfDay } from './days';
import { Dialog } from './Dialog';
import { PostEnd } from './PostEnd';
import { Reason } from './Reason';
import { useAct } from '@/parts/useAct';

const firstDays = 90;

/** The table of tokens with what can be done. */
export function Tokens({ data }: { data: AccountDetail }) {
  const { w } = useUi();
  const words = w.accounts;
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const make = useAct(askToken, () => setMaking(false));
  const end = useAct(endToken, () => setEnding(null));
  const held = data.posts.some((post) => post.state === 'held');
  return (
    <Section title={words.tokens} sub={words.tokenLead} end={data.changeable && held && <button type="button" className="btn sm" onClick={() => setMaking(true)}>{words.makeToken}</button>}>
      {data.tokens.length === 0 ? <Empty>{words.noTokens}</Empty> : <TokenTable tokens={data.tokens} onEnd={data.changeable ? setEnding : undefined} />}
      {making && <MakeForm data={data} act={make} onClose={() => setMaking(false)} />}
      {ending && <Dialog title={words.revokeTitle} lead={words.revokeLead} go={words.revoke} busy={end.busy} trouble={end.trouble} onSend={() => end.send({ id: data.id, version: data.version, token: ending.id })} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function TokenTable({ tokens, onEnd }: { tokens: Token[]; onEnd?: (token: Token) => void }) {
  const { w, n, moment } = useUi();
  const [words, col] = [w.accounts, w.accounts.tokenCol];
  return (
    <Scroll label={words.tokens}><table className="t">
      <thead><tr><th>{col.label}</th><th>{col.ends}</th><th>{col.used}</th><th className="n">{col.uses}</th>{onEnd && <th><span className="sr">{words.revoke}</span></th>}</tr></thead>
      <tbody>{tokens.map((token) => (
        <tr key={token.id}>
          <td>{token.label}</td><td className="nw"><PostEnd ends={token.ends} state={token.state} /></td>
          <td className="nw">{token.last_used ? moment(token.last_used) : <span className="t3">{words.neverUsed}</span>}</td><td className="n">{n(token.uses)}</td>
          {onEnd && <td>{token.state !== 'over' && <button type="button" className="btn sm" onClick={() => onEnd(token)}>{words.revoke}</button>}</td>}
        </tr>
      ))}</tbody>
    </table></Scroll>
  );
}

type Making = { id: string; version: number; post: string; label: string; ends: string; reason: string };
type FormProps = { data: AccountDetail; act: { send: (input: Making) => void; busy: boolean; trouble: React.ReactNode }; onClose: () => void };

function MakeForm({ data, act, onClose }: FormProps) {
  const { w, text } = useUi();
  const words = w.accounts;
  const posts = data.posts.filter((post) => post.state === 'held');
  const [post, setPost] = useState(posts[0]!.id);
  const [label, setLabel] = useState('');
  const [reason, setReason] = useState('');
  const limit = posts.find((one) => one.id === post)!.ends;
  const [ends, setEnds] = useState(() => daysFrom(serverNow(), firstDays, limit));
  return (
    <Dialog title={words.tokenTitle} go={w.changes.asking} busy={act.busy} trouble={act.trouble} onSend={() => act.send({ id: data.id, version: data.version, post, label, reason, ends: Date.parse(ends) > Date.parse(limit) ? limit : ends })} onClose={onClose}>
      <label className="fld"><span>{words.post}</span><select className="in" value={post} onChange={(event) => setPost(event.target.value)}>{posts.map((one) => <option key={one.id} value={one.id}>{w.terms.role[one.role]} {one.area ? text(one.area.name) : ''}</option>)}</select></label>
      <label className="fld"><span>{words.label}</span><input className="in" required maxLength={80} value={label} onChange={(event) => setLabel(event.target.value)} /></label>
      <label className="fld"><span>{words.ends}</span><input className="in" type="date" required value={dayField(ends)} max={dayField(limit)} onChange={(event) => setEnds(endOfDay(event.target.value, limit))} /></label>
      <Reason value={reason} onChange={setReason} />
    </Dialog>
  );
}
