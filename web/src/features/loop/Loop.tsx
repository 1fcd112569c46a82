/** How the loop fares: its lines with what waits, and the events it could not deliver, to be tried again or set aside. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { loopFailuresQuery } from '@/api/calls/loop-failures';
import { loopLinesQuery } from '@/api/calls/loop-lines';
import { Await, Empty } from '@/parts/Await';
import { Pages } from '@/parts/Pages';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { FailureTable } from './FailureTable';
import { LineTable } from './LineTable';

/** The page of the loop. */
export default function Loop() {
  const { w, n, moment } = useUi();
  const lines = useQuery(loopLinesQuery());
  const failures = useInfiniteQuery(loopFailuresQuery());
  const rows = failures.data?.pages.flatMap((page) => page.items) ?? [];
  const total = failures.data?.pages[0]!.total;
  return (
    <>
      <div className="pagehead"><h1>{w.loop.title}</h1><span className="sub">{lines.data && w.loop.asOf(moment(lines.data.as_of))}</span></div>
      <Section title={w.loop.failures} sub={total === undefined ? undefined : w.common.total(n(total))}>
        <Await query={failures} rows={3}>{() => rows.length === 0 ? <Empty>{w.loop.none}</Empty> : (
          <><FailureTable rows={rows} /><Pages shown={rows.length} total={total ?? rows.length} more={failures.hasNextPage} busy={failures.isFetchingNextPage} onMore={() => void failures.fetchNextPage()} /></>
        )}</Await>
      </Section>
      <Section title={w.loop.lines} sub={w.loop.linesHint}>
        <Await query={lines} rows={12}>{({ items }) => <LineTable rows={items} />}</Await>
      </Section>
    </>
  );
}
