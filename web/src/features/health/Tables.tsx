/** The tables of the installation's page: feeds, copies, what is removed when, what nobody reads. */
import type { Copy, Feed, Installation, Job, Unread } from '@/api/calls/installation';
import { Empty } from '@/parts/Await';
import { CsvLink } from '@/parts/CsvLink';
import { Status } from '@/parts/Icon';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

const hour = 3_600;
const megabyte = 2 ** 20;
const rootShown = 12;

/** Sources that send by themselves; silent ones first, as the desk sends them. */
export function Feeds({ rows }: { rows: Feed[] }) {
  const { w, n, moment, name } = useUi();
  const col = w.health.feed;
  return (
    <Section title={w.health.feeds} end={<CsvLink path="/installation/sources" filter={{}} />}>
      {rows.length === 0 ? <Empty>{w.health.noFeeds}</Empty> : (
        <Scroll label={w.health.feeds}><table className="t">
          <thead><tr><th>{col.sender}</th><th>{col.kind}</th><th>{col.area}</th><th>{col.last}</th><th className="n">{col.gap}</th><th>{col.state}</th></tr></thead>
          <tbody>{rows.map((row) => (
            <tr key={`${row.sender} ${row.kind} ${row.area}`}>
              <td className="b">{row.sender}</td><td>{name('importKind', row.kind)}</td><td>{row.area}</td><td className="nw">{moment(row.last)}</td>
              <td className="n nw">{w.health.hours(n(Math.round(row.gap_s / hour)))}</td>
              <td className="nw"><Status sign={row.silent ? 'over' : 'ok'}>{row.silent ? w.health.silent : w.health.talking}</Status></td>
            </tr>
          ))}</tbody>
        </table></Scroll>
      )}
    </Section>
  );
}

/** The last backup and the last check that one can be restored. */
export function Copies({ rows, archive }: { rows: Copy[]; archive: Installation['archive'] }) {
  const { w, n, moment, text } = useUi();
  const col = w.health.copy;
  return (
    <Section title={w.health.copies} end={<CsvLink path="/installation/copies" filter={{}} />}>
      {archive && <p className="health-line"><Status sign={archive.good ? 'ok' : 'over'}>{archive.good ? w.health.archive.kept : w.health.archive.behind}</Status> <span className="t2">{text(archive.text)}</span></p>}
      {rows.length === 0 ? <Empty>{w.health.noCopies}</Empty> : (
        <Scroll label={w.health.copies}><table className="t">
          <thead><tr><th>{col.kind}</th><th>{col.at}</th><th className="n">{col.size}</th><th className="n">{col.took}</th><th className="n">{col.leaves}</th><th>{col.root}</th><th>{col.state}</th></tr></thead>
          <tbody>{rows.map((row) => (
            <tr key={row.kind}>
              <td className="b">{w.health.copyKind[row.kind] ?? row.kind}</td><td className="nw">{moment(row.at)}</td>
              <td className="n nw">{w.health.mb(n(Math.ceil(row.size / megabyte)))}</td><td className="n nw">{w.health.seconds(n(Math.round(row.seconds)))}</td>
              <td className="n">{n(row.ledger_size)}</td><td className="mono" title={row.ledger_root}>{row.ledger_root.slice(0, rootShown)}</td>
              <td className="nw"><Status sign={row.good ? 'ok' : 'over'}>{row.good ? w.health.good : w.health.failed}</Status></td>
            </tr>
          ))}</tbody>
        </table></Scroll>
      )}
    </Section>
  );
}

/** Each class of personal data: how long it is kept, and what the job removed last. */
export function Jobs({ rows }: { rows: Job[] }) {
  const { w, n, text, moment } = useUi();
  const col = w.health.job;
  return (
    <Section title={w.health.jobs} end={<CsvLink path="/installation/retention" filter={{}} />}>
      <Scroll label={w.health.jobs}><table className="t">
        <thead><tr><th>{col.what}</th><th className="n">{col.limit}</th><th className="hide-s">{col.last}</th><th className="n">{col.removed}</th><th className="n">{col.held}</th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.data_class}>
            <td>{text(row.title)}</td><td className="n nw">{row.days === 0 ? w.health.atEnd : w.health.days(n(row.days))}</td>
            <td className="nw hide-s">{row.at === null ? w.health.never : moment(row.at)}</td><td className="n">{n(row.removed)}</td><td className="n">{n(row.held)}</td>
          </tr>
        ))}</tbody>
      </table></Scroll>
    </Section>
  );
}

/** Personal fields that nobody has read for long, with what each is held for: advice for whoever decides what is asked for. */
export function Unused({ rows, limit }: { rows: Unread[]; limit: number }) {
  const { w, n, text, day } = useUi();
  const col = w.health.unusedCol;
  return (
    <Section title={w.health.unused} end={<CsvLink path="/installation/unread" filter={{}} />}>
      {rows.length === 0 ? <Empty>{w.health.noUnused(n(limit))}</Empty> : (
        <>
          <p className="t2 pad">{w.health.unusedWhy(n(limit))}</p>
          <Scroll label={w.health.unused}><table className="t">
            <thead><tr><th>{col.field}</th><th>{col.class}</th><th>{col.purposes}</th><th>{col.last}</th><th className="hide-s">{col.since}</th></tr></thead>
            <tbody>{rows.map((row) => (
              <tr key={row.field}>
                <td className="mono">{row.field}</td><td>{w.health.dataClass[row.data_class] ?? row.data_class}</td>
                <td>{row.purposes.map(text).join(w.health.and)}</td>
                <td className="nw">{row.last === null ? w.health.neverRead : day(row.last)}</td><td className="nw hide-s">{day(row.since)}</td>
              </tr>
            ))}</tbody>
          </table></Scroll>
        </>
      )}
    </Section>
  );
}
