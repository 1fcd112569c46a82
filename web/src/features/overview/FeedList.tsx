/** The latest events in one line each. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { feedQuery } from '@/api/calls/feed';
import { isPast } from '@/api/then';
import type { FeedRow } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { useIncidentId } from '@/parts/desk';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { useThen } from '@/parts/then';
import { useUi } from '@/words/ui';

/** List the last `limit` events; a past moment has none to show. */
export function FeedList({ limit }: { limit: number }) {
  const { w } = useUi();
  const incident = useIncidentId();
  const past = isPast(useThen());
  const query = useQuery({ ...feedQuery(incident, limit), enabled: incident !== '' && !past });
  if (past) return <Section className="col feed" title={w.overview.feed.title}><Empty>{w.known.noFeed}</Empty></Section>;
  return (
    <Section className="col feed" title={w.overview.feed.title}>
      <Await query={query}>{({ items }) => items.length === 0 ? <Empty>{w.overview.feed.empty}</Empty> : (
        <Scroll label={w.overview.feed.title}><ol>{items.map((row) => <Row key={row.event} row={row} />)}</ol></Scroll>
      )}</Await>
    </Section>
  );
}

function Row({ row }: { row: FeedRow }) {
  const { text, time, moment } = useUi();
  const words = text(row.text);
  return (
    <li>
      <time dateTime={row.at} title={moment(row.at)} className="t3">{time(row.at)}</time>
      <span className="t2 el">{row.area ? text(row.area.name) : ''}</span>
      <span className="el">{row.subject?.kind === 'case' ? <Link className="num" to={`/cases/${row.subject.id}`}>{words}</Link> : words}</span>
    </li>
  );
}
