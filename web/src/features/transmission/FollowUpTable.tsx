/** For each case with a source: until when follow-up would have lasted, had the case been traced. Unknown stays unknown. */
import { useQuery } from '@tanstack/react-query';
import { followUpsQuery } from '@/api/calls/follow-ups';
import { Await, Empty } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { CsvLink } from '@/parts/CsvLink';
import { useIncidentId } from '@/parts/desk';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { ThenLink, useThen } from '@/parts/then';
import { useUi } from '@/words/ui';

/** List the dates that would have followed. */
export function FollowUpTable() {
  const { w, n, day, text } = useUi();
  const words = w.transmission.followUp;
  const incident = useIncidentId();
  const query = useQuery({ ...followUpsQuery(incident, useThen()), enabled: incident !== '' });
  return (
    <Section title={words.title} sub={query.data && words.sub(n(query.data.total), n(query.data.unknown))} end={<CsvLink path="/figures/follow-up-if-traced" filter={{ incident }} />}>
      <p className="pad sub" style={{ paddingTop: 0 }}>{words.what}</p>
      <Await query={query}>{({ items }) => items.length === 0 ? <Empty>{words.empty}</Empty> : (
        <div className="scroll" style={{ maxHeight: 420 }}>
          <table className="t">
            <thead><tr><th>{words.infectee}</th><th>{words.last}</th><th>{words.end}</th><th className="hide-s">{words.reason}</th></tr></thead>
            <tbody>{items.map((row) => (
              <tr key={row.link_ids.join()}>
                <td className="nw"><ThenLink to={`/cases/${row.infectee.id}`}>{row.infectee.number}</ThenLink></td><td className="nw"><span className={row.last_exposure ? '' : 't3'}>{day(row.last_exposure)}</span></td>
                <td className="nw">{row.follow_up_end ? <b>{day(row.follow_up_end)}</b> : <Status sign="unk">{w.common.unknown}</Status>}</td>
                <td className="hide-s">{row.clause ? <ClauseChip clause={row.clause} words={row.reason ? text(row.reason) : ''} /> : row.reason && text(row.reason)}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}</Await>
    </Section>
  );
}
