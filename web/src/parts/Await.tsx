/** The states of a reading: skeleton, one sentence with retry, last good data with its time, and the data. */
import type { ReactNode } from 'react';
import { asProblem } from '@/api/problem';
import { useUi } from '@/words/ui';
import { Icon } from './Icon';

type Reading<T> = { data: T | undefined; error: unknown; isError: boolean; refetch: () => unknown; dataUpdatedAt: number };

/** Show what a query holds; `rows` is the height of its skeleton. */
export function Await<T>({ query, rows = 5, children }: { query: Reading<T>; rows?: number; children: (data: T) => ReactNode }) {
  const { w, time } = useUi();
  if (query.data === undefined) {
    return query.isError ? <Trouble error={query.error} retry={() => void query.refetch()} /> : <Skeleton rows={rows} />;
  }
  return (
    <>
      {query.isError && <Trouble error={query.error} retry={() => void query.refetch()} lead={w.common.stale(time(query.dataUpdatedAt))} />}
      {children(query.data)}
    </>
  );
}

/** One sentence saying what failed, and a way to try again. */
export function Trouble({ error, retry, lead }: { error: unknown; retry?: () => void; lead?: string }) {
  const { w, text } = useUi();
  const problem = asProblem(error);
  return (
    <div className={`note ${lead ? 'soon' : 'over'}`} role="alert">
      <span className={`st ${lead ? 'st-soon' : 'st-over'}`}><Icon sign={lead ? 'soon' : 'over'} /></span>
      <span>
        {lead} {text(problem.title)}
        {problem.fields.map((field) => <span key={field.where + field.code} style={{ display: 'block' }}><b className="mono">{field.where}</b> {text(field.title)}</span>)}
      </span>
      {retry && <button type="button" className="btn sm" onClick={retry}>{w.common.retry}</button>}
    </div>
  );
}

/** Grey rows in place of a table that is being read. */
export function Skeleton({ rows }: { rows: number }) {
  const { w } = useUi();
  return (
    <div className="pad" role="status" aria-label={w.common.loading}>
      {Array.from({ length: rows }, (_, row) => <span key={row} className="skel" style={{ width: `${92 - ((row * 17) % 40)}%`, marginBlock: 8 }} />)}
    </div>
  );
}

/** What to do first where there is nothing yet. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="pad t3">{children}</p>;
}
