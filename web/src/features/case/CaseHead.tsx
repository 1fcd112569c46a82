/** The head of a case: number, name, and the facts one asks first. */
import type { ReactNode } from 'react';
import type { CasePage } from '@/api/types';
import { Facts } from '@/parts/Facts';
import { OpenPerson, useOpens } from '@/parts/OpenPerson';
import { Status } from '@/parts/Icon';
import { useUi } from '@/words/ui';

/** Draw the head; `end` holds its actions. */
export function CaseHead({ data, end }: { data: CasePage; end: ReactNode }) {
  const { w, text, name } = useUi();
  const person = data.person;
  const canOpen = useOpens();
  const about = [person.sex && name('sex', person.sex), person.age !== null && w.common.age(person.age), data.area ? text(data.area.name) : w.cases.areaUnknown, data.place].filter(Boolean);
  return (
    <header className="casehead">
      <div className="line"><h1>{data.number} <span>{person.name ?? <span className="t3">{w.cases.noName}</span>}</span></h1><span className="t2">{about.join(' · ')}</span>{canOpen && person.name && <OpenPerson id={person.id} label={data.number} because={{ kind: 'case', id: data.id }} />}<span className="end">{end}</span></div>
      <Facts items={useFacts(data)} />
    </header>
  );
}

function useFacts(data: CasePage): [string, ReactNode][] {
  const { w, n, day, name } = useUi();
  const words = w.caseWords;
  const unknown = <span className="t3" style={{ fontWeight: 400 }}>{w.common.unknown}</span>;
  const date = (value: string | null) => (value ? day(value) : unknown);
  const overdue = data.tasks.filter((task) => task.state === 'overdue').length;
  const sources = data.links_in.map((link) => link.from.number).join(', ');
  const facts: [string, ReactNode][] = [
    [words.facts.class, data.case_class ? name('caseClass', data.case_class) : unknown],
    [words.facts.found, data.found_by ? name('foundBy', data.found_by) : unknown],
    [words.facts.onset, date(data.onset)], [words.facts.specimen, date(data.specimen)], [words.facts.diagnosis, date(data.diagnosis)], [words.facts.reported, date(data.reported)],
    [words.facts.lookBack, <LookBack key="l" data={data} />],
    [words.facts.source, sources === '' ? <span className="t3" style={{ fontWeight: 400 }}>{words.noSource}</span> : sources],
    [words.facts.contacts, n(data.contacts.length)],
  ];
  if (data.outcome) facts.push([words.facts.outcome, name('outcome', data.outcome)]);
  if (overdue > 0) facts.push([words.facts.tasks, <Status key="t" sign="over">{w.cases.overdue(n(overdue))}</Status>]);
  return facts;
}

/** The look-back window a decision gives, or that it is open. */
export function LookBack({ data }: { data: CasePage }) {
  const { w, day } = useUi();
  const period = periodOf(data.decisions.look_back?.outcome);
  if (!period) return <Status sign="unk">{w.myWork.lookBackUnknown}</Status>;
  return <>{day(period.start)} → {period.end ? day(period.end) : w.myWork.untilIsolated}</>;
}

function periodOf(outcome: unknown): { start: string | null; end: string | null } | null {
  if (typeof outcome !== 'object' || outcome === null) return null;
  const found = outcome as Record<string, string | undefined>;
  const start = found.start ?? found.from ?? null;
  return start === null ? null : { start, end: found.end ?? found.to ?? null };
}
