/** A resident's own page: what is recorded and why, until when, who decided, who looked; urgent care always in sight. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { csvUrl } from '@/api/client';
import { meQuery } from '@/api/calls/me';
import { signOut } from '@/api/calls/sign-out';
import type { Me as MeData, MeRecord, PlanTest } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { clearDrafts } from '@/parts/drafts';
import { Icon, Status } from '@/parts/Icon';
import { useUi } from '@/words/ui';
import { Ask } from './Ask';
import { Openings } from './Openings';
import './me.css';

/** The resident's page. */
export default function Me() {
  const query = useQuery(meQuery());
  return (
    <div className="me">
      <Head name={query.data?.person.name ?? undefined} />
      <div className="mebody"><Await query={query}>{(data) => <Records data={data} />}</Await></div>
      <Care urgent={query.data?.phone.urgent} />
    </div>
  );
}

function Head({ name }: { name: string | undefined }) {
  const { w, lang, setLang } = useUi();
  const queries = useQueryClient();
  const leave = async () => {
    clearDrafts();
    await signOut().catch(() => undefined);
    queries.clear();
    window.location.assign('/sign-in?left=1');
  };
  return (
    <header className="mehead">
      <h1>{name ?? w.me.title}</h1>
      <span><button type="button" className="btn txt" onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>{w.common.otherLanguage}</button> <button type="button" className="btn txt" onClick={() => void leave()}>{w.me.signOut}</button></span>
    </header>
  );
}

function Records({ data }: { data: MeData }) {
  const { w } = useUi();
  const [about, setAbout] = useState<string | null>(null);
  return (
    <>
      {data.records.length === 0 ? <Empty>{w.me.nothing}</Empty> : <p className="notorder">{w.me.notOrder}</p>}
      {data.records.map((record, index) => <Record key={index} record={record} />)}
      <Openings rows={data.opened_by} onAsk={setAbout} />
      <Ask about={about} rows={data.requests} onClear={() => setAbout(null)} />
      <section><p><a className="btn help" href={csvUrl('/me', {})} download>{w.me.copy}</a></p></section>
      {data.phone.help && <section><h2>{w.me.help}</h2><p><a className="btn help" href={`tel:${data.phone.help.replaceAll(' ', '')}`}><Icon sign="phone" />{w.me.helpCall(data.phone.help)}</a></p></section>}
    </>
  );
}

function Record({ record }: { record: MeRecord }) {
  const { w, text, day } = useUi();
  const words = w.me;
  return (
    <section>
      <h2>{text(record.what)}</h2>
      {record.joined && <p className="t2">{words.joined}</p>}
      <dl>
        <div><dt>{words.why}</dt><dd><b>{text(record.why)}</b></dd></div>
        {record.clause && <div><dt>{words.rule}</dt><dd><ClauseChip clause={record.clause} /></dd></div>}
        <div><dt>{words.since}</dt><dd>{day(record.since)}</dd></div>
        <div><dt>{words.until}</dt><dd>{record.end ? <b>{day(record.end)}</b> : words.noEnd}</dd></div>
        <div><dt>{words.decided}</dt><dd>{record.decided_by ? text(record.decided_by) : words.nobody}</dd></div>
        {record.tests.length > 0 && <div><dt>{words.tests}</dt><dd><ul>{record.tests.map((test) => <Test key={`${test.day}${test.on}`} test={test} />)}</ul></dd></div>}
      </dl>
    </section>
  );
}

function Test({ test }: { test: PlanTest }) {
  const { w, text, day } = useUi();
  const sign = test.state === 'overdue' ? 'over' : test.state === 'due' ? 'soon' : 'run';
  const words = { overdue: w.me.overdue, due: w.me.today, later: w.me.later }[test.state];
  return <li><b>{day(test.on)}</b> {text(test.label)} <Status sign={sign}>{words}</Status></li>;
}

function Care({ urgent }: { urgent: string | undefined }) {
  const { w } = useUi();
  const number = urgent ?? w.me.urgentNumber;
  return (
    <footer className="care">
      <span><b>{w.me.urgent}</b><br />{w.me.urgentSub}</span>
      <a className="dial" href={`tel:${number}`}><Icon sign="phone" />{number}</a>
    </footer>
  );
}
