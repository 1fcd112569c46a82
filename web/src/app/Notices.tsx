/** Above every page: what was done to one's own sign-in, until she says that she has seen it, and reviews that soon suspend somebody. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Notice } from '@/api/accounts';
import { seeNotice } from '@/api/calls/changes';
import { sessionQuery } from '@/api/calls/session';
import type { ReviewsDue, Session } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { useUi } from '@/words/ui';

/** One line a notice. */
export function Notices({ notices }: { notices: Notice[] }) {
  return notices.map((notice) => <Line key={notice.id} notice={notice} />);
}

/** What a reviewer has to review first, and what of one's own nobody has reviewed yet. */
export function ReviewsDueLines({ due }: { due: ReviewsDue | null }) {
  const { w, n, moment } = useUi();
  const words = w.openings.due;
  if (due === null) return null;
  return (
    <>
      {due.waiting > 0 && <p className="note over" role="alert"><span>{words.waiting(n(due.waiting), moment(due.first_due))} <Link to="/reviews">{words.go}</Link></span></p>}
      {due.own_due && <p className="note soon" role="alert">{words.own(moment(due.own_due))}</p>}
    </>
  );
}

function Line({ notice }: { notice: Notice }) {
  const { w, text, moment } = useUi();
  const words = w.changes.notice;
  const queries = useQueryClient();
  const see = useWrite(seeNotice, {
    touches: [],
    onDone: (left) => queries.setQueryData(sessionQuery.queryKey, (held: Session | null | undefined) => (held ? { ...held, notices: left.items } : held)),
  });
  return (
    <div className="note soon" role="alert" style={{ flexWrap: 'wrap' }}>
      <span>{words.what(notice.kind === 'provider' ? words.provider : w.changes.reset(notice.password, notice.factor), text(notice.asked_by), text(notice.decided_by), moment(notice.decided_at))} <b>{words.wasNotYou}</b></span>
      <button type="button" className="btn sm" disabled={see.isPending} onClick={() => see.mutate(notice.id)}>{words.seen}</button>
      {see.isError && <Trouble error={see.error} />}
    </div>
  );
}
