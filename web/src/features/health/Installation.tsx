/** How this installation fares: ready or not and why, alarms with who is on them, loop, feeds, copies, disks, jobs, versions. */
import { useQuery } from '@tanstack/react-query';
import { installationQuery, type Installation as Fares } from '@/api/calls/installation';
import { Await, Empty } from '@/parts/Await';
import { Facts } from '@/parts/Facts';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Alarms, ClosedAlarms } from './Alarms';
import { Copies, Feeds, Jobs, Unused } from './Tables';
import './health.css';

const gigabyte = 2 ** 30;

/** The page of the installation. */
export default function Installation() {
  const { w, moment } = useUi();
  const query = useQuery(installationQuery());
  return (
    <>
      <div className="pagehead">
        <h1>{w.health.title}</h1>
        {query.data && <Status sign={query.data.ready ? 'ok' : 'over'}>{query.data.ready ? w.health.ready : w.health.notReady}</Status>}
        {query.data && <span className="sub">{w.common.asOf(moment(query.data.as_of))}</span>}
      </div>
      <Await query={query} rows={12}>{(data) => <Body data={data} />}</Await>
    </>
  );
}

function Body({ data }: { data: Fares }) {
  return (
    <>
      <Alarms rows={data.alarms} />
      <div className="health-pair"><Checks data={data} /><Waiting data={data} /></div>
      <Feeds rows={data.sources} />
      <Copies rows={data.copies} archive={data.archive} />
      <div className="health-pair"><Disks data={data} /><Switches data={data} /></div>
      <Jobs rows={data.jobs} />
      <Unused rows={data.unread} limit={data.unread_days} />
      <ClosedAlarms rows={data.closed} />
      <Versions data={data} />
    </>
  );
}

function Checks({ data }: { data: Fares }) {
  const { w, text } = useUi();
  return (
    <Section title={w.health.checks}>
      <ul className="health-list">{data.checks.map((check) => (
        <li key={check.name}><Status sign={check.good ? 'ok' : 'over'}>{w.health.check[check.name] ?? check.name}</Status> <span className="t2">{text(check.text)}</span></li>
      ))}</ul>
    </Section>
  );
}

function Waiting({ data }: { data: Fares }) {
  const { w, n } = useUi();
  const { loop } = data;
  return (
    <Section title={w.health.loop}>
      <Facts className="pad" items={[
        [w.health.waiting, n(loop.waiting)], [w.health.oldest, w.health.seconds(n(loop.oldest_s))], [w.health.failing, n(loop.failing)],
        [w.health.withoutLeaf, n(loop.without_leaf)], [w.health.withoutLeafAge, w.health.seconds(n(loop.without_leaf_s))],
      ]} />
    </Section>
  );
}

function Disks({ data }: { data: Fares }) {
  const { w, n } = useUi();
  return (
    <Section title={w.health.disks}>
      <ul className="health-list">{data.disks.map((disk) => (
        <li key={disk.name}><Status sign={disk.percent > 80 ? 'over' : 'ok'}>{w.health.disk[disk.name] ?? disk.name}</Status> <span className="t2">{w.health.used(n(disk.percent))} · {w.health.free(n(Math.floor(disk.free / gigabyte)))}</span></li>
      ))}</ul>
    </Section>
  );
}

function Switches({ data }: { data: Fares }) {
  const { w, moment } = useUi();
  return (
    <Section title={w.health.switches}>
      {data.switches.length === 0 ? <Empty>{w.health.noSwitches}</Empty> : (
        <ul className="health-list">{data.switches.map((one) => (
          <li key={one.name + one.starts}><Status sign={one.ends < data.as_of ? 'over' : 'soon'}>{one.name}</Status> <span className="t2">{one.reason} · {w.health.ends(moment(one.ends))}</span></li>
        ))}</ul>
      )}
    </Section>
  );
}

function Versions({ data }: { data: Fares }) {
  const { w, moment } = useUi();
  const { versions } = data;
  const names = w.health.version;
  return (
    <Section title={w.health.versions}>
      <Facts className="pad" items={[
        [names.outpace, versions.outpace], [names.postgres, versions.postgres], [names.python, versions.python],
        [names.space, w.health.space[versions.space] ?? versions.space], [names.since, moment(versions.since)],
      ]} />
    </Section>
  );
}
