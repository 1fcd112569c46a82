/** What was done to one's own sign-in, above every page, until its owner says that she has seen it. */
import { useQueryClient } from '@tanstack/react-query';
import type { Notice } from '@/api/accounts';
import { seeNotice } from '@/api/calls/changes';
import { sessionQuery } from '@/api/calls/session';
import type { Session } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { useUi } from '@/words/ui';

/** One line a notice. */
export function Notices({ notices }: { notices: Notice[] }) {
  return notices.map((notice) => <Line key={notice.id} notice={notice} />);
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
