/** The ledger: how long it is, who signs it, what was recorded, and the proof of one event. */
import { useQuery } from '@tanstack/react-query';
import { ledgerQuery, type Standing } from '@/api/calls/ledger';
import { Await, Empty } from '@/parts/Await';
import { Facts } from '@/parts/Facts';
import { Status } from '@/parts/Icon';
import { Scroll } from '@/parts/Scroll';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Lookup } from './Lookup';
import './ledger.css';

const shown = 16;

/** The page of the ledger. */
export default function Ledger() {
  const { w, moment } = useUi();
  const query = useQuery(ledgerQuery());
  return (
    <>
      <div className="pagehead">
        <h1>{w.ledger.title}</h1>
        {query.data && <span className="sub">{w.common.asOf(moment(query.data.as_of))}</span>}
      </div>
      <Await query={query} rows={12}>{(data) => <Body data={data} />}</Await>
    </>
  );
}

function Body({ data }: { data: Standing }) {
  const { w } = useUi();
  return (
    <>
      {data.alarms.map((alarm) => <div key={alarm} className={`note ${alarm === 'few_witnesses' ? 'soon' : 'over'}`} role="status"><Status sign={alarm === 'few_witnesses' ? 'soon' : 'over'}>{w.ledger.alarm[alarm] ?? alarm}</Status></div>)}
      <div className="ledger-pair"><Log data={data} /><Witnesses data={data} /></div>
      <Lookup />
      <Days days={data.days} zone={data.zone} />
    </>
  );
}

function Log({ data }: { data: Standing }) {
  const { w, n, moment } = useUi();
  const { last } = data;
  return (
    <Section title={w.ledger.log} end={last && <a className="btn sm" download="checkpoint.note" href={`data:text/plain;charset=utf-8,${encodeURIComponent(last.note)}`}>{w.ledger.keepNote}</a>}>
      <Facts className="pad" items={[
        [w.ledger.size, n(data.size)],
        [w.ledger.waiting, data.waiting === 0 ? w.ledger.none : w.ledger.waits(n(data.waiting), n(data.oldest_s))],
        [w.ledger.last, last ? moment(last.at) : w.ledger.none],
        [w.ledger.root, last ? <span className="mono" title={last.root}>{last.root.slice(0, shown)}…</span> : w.ledger.none],
        [w.ledger.name, last ? <span className="mono">{last.origin}</span> : w.ledger.none],
      ]} />
    </Section>
  );
}

function Witnesses({ data }: { data: Standing }) {
  const { w, moment } = useUi();
  return (
    <Section title={w.ledger.witnesses}>
      {data.witnesses.length === 0 ? <Empty>{w.ledger.noWitness}</Empty> : (
        <ul className="ledger-list">{data.witnesses.map((one) => (
          <li key={one.name}><Status sign={one.last ? 'ok' : 'soon'}>{one.name}</Status> <span className="t2">{one.last ? w.ledger.signed(moment(one.last)) : w.ledger.silent}</span></li>
        ))}</ul>
      )}
    </Section>
  );
}

function Days({ days, zone }: { days: Standing['days']; zone: string }) {
  const { w, n } = useUi();
  const [dates, kinds] = [[...new Set(days.map((one) => one.day))], [...new Set(days.map((one) => one.kind))].sort()];
  const count = new Map(days.map((one) => [`${one.kind} ${one.day}`, one.count]));
  return (
    <Section title={w.ledger.days} sub={w.ledger.daysSub(zone)}>
      {days.length === 0 ? <Empty>{w.ledger.noDays}</Empty> : (
        <Scroll label={w.ledger.days}><table className="t">
          <thead><tr><th>{w.ledger.kind}</th>{dates.map((day) => <th key={day} className="n nw">{day.slice(5)}</th>)}</tr></thead>
          <tbody>{kinds.map((kind) => (
            <tr key={kind}><th scope="row" className="nw" title={kind}>{w.ledger.kinds[kind] ?? kind}</th>{dates.map((day) => <td key={day} className="n">{n(count.get(`${kind} ${day}`) ?? 0)}</td>)}</tr>
          ))}</tbody>
        </table></Scroll>
      )}
    </Section>
  );
}
