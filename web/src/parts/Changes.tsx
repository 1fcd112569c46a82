/** Changes to accounts that need two people: what waits, for whom, until when; confirm or refuse it; draw one's half of a code. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { Link } from 'react-router';
import type { Change, ChangeState, Half } from '@/api/accounts';
import { changesQuery, decideChange, drawHalf } from '@/api/calls/changes';
import { Await, Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { useDesk } from '@/parts/desk';
import { Status } from '@/parts/Icon';
import { Pages } from '@/parts/Pages';
import { Section } from '@/parts/Section';
import { useAct } from '@/parts/useAct';
import { useUi } from '@/words/ui';

const signs: Record<ChangeState, 'soon' | 'ok' | 'block' | 'unk'> = { waiting: 'soon', confirmed: 'ok', used: 'ok', refused: 'block', lapsed: 'unk' };

/** The list; with `account` that of one account. */
export function Changes({ account }: { account?: string }) {
  const { w } = useUi();
  const words = w.changes;
  const filter = { account };
  const query = useInfiniteQuery(changesQuery(filter));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.title} sub={words.lead} end={rows.length > 0 && <CsvLink path="/account-changes" filter={filter} />}>
      <Await query={query} rows={3}>{(data) => rows.length === 0 ? <Empty>{words.none}</Empty> : (
        <>
          <ul className="rs changes">{rows.map((row) => <Row key={row.id} row={row} />)}</ul>
          <Pages shown={rows.length} total={data.pages[0]!.total} more={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
        </>
      )}</Await>
    </Section>
  );
}

function Row({ row }: { row: Change }) {
  const { w, text, moment } = useUi();
  const words = w.changes;
  const keeps = useDesk().session.account.role === 'administrator';
  const name = `${text(row.account.display)} (${row.name})`;
  return (
    <li>
      <p className="line"><b>{useWhat(row)}</b> {keeps ? <Link to={`/accounts/${row.account.id}`}>{name}</Link> : name} <Status sign={signs[row.state]}>{row.state === 'waiting' ? words.waits(moment(row.until)) : words.states[row.state]}</Status></p>
      <p className="e">{words.asked(text(row.asked_by.display), moment(row.asked_at))} {row.reason}</p>
      {row.decided_by && <p className="e">{words.decided(text(row.decided_by.display), moment(row.decided_at))}{row.used_at && ` ${words.used(moment(row.used_at))}`}</p>}
      {row.may_decide && <Decide row={row} />}
      {row.state === 'waiting' && !row.may_decide && <p className="t3">{words.another}</p>}
      {row.may_draw && <Draw row={row} />}
    </li>
  );
}

function useWhat(row: Change): string {
  const { w, text, name, moment } = useUi();
  const words = w.changes;
  if (row.kind === 'reset') return words.reset(row.password, row.factor);
  if (row.kind === 'provider') return words.provider(row.provider ?? '', row.subject ?? '');
  if (row.kind === 'token') return words.token(row.label ?? '', moment(row.ends));
  return words.post(name('role', row.role ?? ''), row.area ? text(row.area.name) : w.common.none, moment(row.ends), row.way_in);
}

function Decide({ row }: { row: Change }) {
  const { w } = useUi();
  const words = w.changes;
  const act = useAct(decideChange);
  const send = (confirmed: boolean) => act.send({ id: row.id, version: row.version, confirmed });
  return (
    <>
      <p className="t2">{row.way_in ? words.makeSureWayIn : words.makeSure}</p>
      <span className="acts">
        <button type="button" className="btn sm pri" disabled={act.busy} onClick={() => send(true)}>{words.confirm}</button>
        <button type="button" className="btn sm" disabled={act.busy} onClick={() => send(false)}>{words.refuse}</button>
      </span>
      {act.trouble}
    </>
  );
}

function Draw({ row }: { row: Change }) {
  const { w, moment } = useUi();
  const words = w.changes;
  const act = useAct(drawHalf);
  return (
    <>
      <p className="t2">{row.kind === 'token' ? words.drawToken(moment(row.good_until)) : words.drawLead(moment(row.good_until))}</p>
      <button type="button" className="btn sm pri" disabled={act.busy} onClick={() => act.send({ id: row.id, version: row.version })}>{row.drawn ? words.drawAgain : words.draw}</button>
      {act.trouble}
      {act.data && <Shown half={act.data} onClose={act.reset} />}
    </>
  );
}

function Shown({ half, onClose }: { half: Half; onClose: () => void }) {
  const { w, moment } = useUi();
  const words = w.changes;
  const lead = half.token ? words.tokenHalf(half.first) : words.half(half.first, moment(half.good_until));
  return (
    <Modal open title={half.first ? words.firstTitle : words.secondTitle} onCancel={onClose} mask={{ closable: false }} footer={<button type="button" className="btn pri" onClick={onClose}>{w.accounts.ok}</button>}>
      <p>{lead}</p>
      <p className="mono" data-once style={{ overflowWrap: 'anywhere', userSelect: 'all', padding: 8, fontSize: 'var(--fs-4)', background: 'var(--sunken)' }}>{half.half}</p>
    </Modal>
  );
}
