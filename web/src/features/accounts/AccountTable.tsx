/** Rows of accounts: the post that ends last, and how long it still runs. */
import { Link, useNavigate } from 'react-router';
import type { AccountRow } from '@/api/accounts';
import { Status } from '@/parts/Icon';
import { Scroll } from '@/parts/Scroll';
import { useUi } from '@/words/ui';
import { PostEnd } from './PostEnd';

/** Draw the rows; a row opens its account. */
export function AccountTable({ rows }: { rows: AccountRow[] }) {
  const { w } = useUi();
  const col = w.accounts.col;
  return (
    <Scroll label={w.accounts.title}>
      <table className="t">
        <thead><tr><th>{col.name}</th><th>{col.display}</th><th>{col.role}</th><th className="hide-s">{col.area}</th><th>{col.ends}</th><th className="hide-s">{col.factor}</th><th className="hide-s">{col.state}</th></tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} />)}</tbody>
      </table>
    </Scroll>
  );
}

function Row({ row }: { row: AccountRow }) {
  const { w, n, text, name } = useUi();
  const navigate = useNavigate();
  const words = w.accounts;
  const live = row.posts.filter((post) => post.state !== 'over');
  const post = live[0] ?? row.posts[0];
  return (
    <tr className="go" onClick={() => void navigate(`/accounts/${row.id}`)}>
      <td className="nw"><Link className="b" to={`/accounts/${row.id}`} onClick={(event) => event.stopPropagation()}>{row.name}</Link></td>
      <td>{text(row.display)}</td>
      <td className="nw">{post && name('role', post.role)}{row.system && <span className="t3"> {words.systems}</span>}</td>
      <td className="hide-s">{post?.area ? text(post.area.name) : w.common.none}{live.length > 1 && <span className="t3"> {words.more(n(live.length - 1))}</span>}</td>
      <td className="nw">{post ? <PostEnd ends={post.ends} state={post.state} /> : w.common.none}</td>
      <td className="nw hide-s">{row.system ? <span className="t3">{words.factorSystem}</span> : row.second_factor ? <Status sign="ok">{words.factorYes}</Status> : <Status sign="unk">{words.factorNo}</Status>}</td>
      <td className="nw hide-s"><StateOf row={row} /></td>
    </tr>
  );
}

function StateOf({ row }: { row: AccountRow }) {
  const { w, moment } = useUi();
  const words = w.accounts;
  if (row.suspended) return <><Status sign="block">{words.states.suspended}</Status> <span className="t3">{words.suspendedSince(moment(row.suspended.since))}</span></>;
  return row.state === 'open' ? words.states.open : <span className="t3">{words.states[row.state]}</span>;
}
