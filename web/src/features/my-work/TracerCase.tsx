/** The case behind a task: its facts, the look-back strip, its contacts to decide on. */
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { CasePage, Contact, Task, Text } from '@/api/types';
import { Empty, Trouble } from '@/parts/Await';
import { conflictOf } from '@/parts/Conflict';
import { ContactDecision, type Asked } from '@/parts/ContactDecision';
import { ContactState } from '@/parts/ContactState';
import { ContactTier } from '@/parts/ContactTier';
import { AnswerButton } from '@/parts/told/AnswerButton';
import { useTiers } from '@/parts/useTiers';
import { Facts } from '@/parts/Facts';
import { Section } from '@/parts/Section';
import { TimeLeft } from '@/parts/TimeLeft';
import { useUi } from '@/words/ui';
import { LookBackStrip } from './LookBackStrip';

type Props = {
  data: CasePage; task: Task; selected: string | undefined; asked: Asked; onAsk: (asked: Asked) => void; onSelect: (index: number) => void;
  decisionError: unknown; onSettled: () => void;
};

/** Draw the middle pane. */
export function TracerCase({ data, task, selected, asked, onAsk, onSelect, decisionError, onSettled }: Props) {
  const { w, n, day, text, name } = useUi();
  const words = w.myWork;
  const waiting = data.contacts.filter((one) => one.state === 'proposed').length;
  const tiers = useTiers(data.contacts);
  const about = [data.person.sex && name('sex', data.person.sex), data.person.age !== null && w.common.age(data.person.age), data.area ? text(data.area.name) : w.cases.areaUnknown].filter(Boolean).join(' · ');
  return (
    <>
      <header className="workhead">
        <div className="line"><h2>{data.number} {data.person.name ?? w.cases.noName}</h2><span className="t2">{about}</span><span className="end nw">{text(task.title)} <TimeLeft due={task.due_at} done={task.state === 'done'} /></span></div>
        <Facts items={[[w.caseWords.facts.onset, day(data.onset)], [w.caseWords.facts.specimen, day(data.specimen)], [w.caseWords.facts.diagnosis, day(data.diagnosis)], [w.caseWords.facts.found, data.found_by ? name('foundBy', data.found_by) : w.common.unknown], [w.caseWords.facts.source, data.links_in.map((link) => link.from.number).join(', ') || w.caseWords.noSource]]} />
      </header>
      <LookBackStrip data={data} />
      <Section title={words.contacts} sub={<span aria-live="polite">{n(data.contacts.length)} · {words.wait(waiting)}</span>} end={<><Link to={`/cases/${data.id}`}>{words.open}</Link><Link className="btn sm" to={`/cases/${data.id}?expose=1`}>{words.addExposure}</Link></>}>
        {decisionError !== null && !conflictOf(decisionError) && <Trouble error={decisionError} retry={onSettled} />}
        {data.contacts.length === 0 ? <Empty>{w.caseWords.contactsEmpty}</Empty> : (
          <div style={{ overflowX: 'auto' }}>
            <table className="t pt">
              <thead><tr><th>{w.caseWords.person}</th><th>{w.caseWords.last}</th><th>{w.caseWords.tier}</th><th>{w.caseWords.state}</th><th className="n hide-s">{w.caseWords.decidedBy}</th></tr></thead>
              <tbody>{data.contacts.map((contact, index) => <Row key={contact.id} contact={contact} data={data} tiers={tiers} selected={contact.id === selected} asked={contact.id === selected ? asked : null} onAsk={(next) => { onSelect(index); onAsk(next); }} onSelect={() => onSelect(index)} />)}</tbody>
            </table>
          </div>
        )}
        <p className="pad sub">{w.contacts.proposal}</p>
      </Section>
    </>
  );
}

type RowProps = { contact: Contact; data: CasePage; tiers: [string, Text][]; selected: boolean; asked: Asked; onAsk: (asked: Asked) => void; onSelect: () => void };

function Row({ contact, data, tiers, selected, asked, onAsk, onSelect }: RowProps) {
  const { w, text, day, name } = useUi();
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const reason = contact.reasons[0];
  const told = [contact.relation, contact.setting && name('setting', contact.setting)].filter(Boolean).join(' · ');
  return (
    <tr ref={row} className={selected ? 'sel' : ''} aria-current={selected} onClick={onSelect}>
      <td style={{ minWidth: 118 }}><b>{contact.person.name ?? w.contacts.noName}</b><div className="t3 s">{contact.person.age !== null && w.common.age(contact.person.age)} {told}</div></td>
      <td className="nw"><span className={contact.last_exposure ? '' : 't3'}>{day(contact.last_exposure)}</span></td>
      <td>{reason && <div className="el s" style={{ maxWidth: 180 }} title={text(reason.text)}>{text(reason.text)}</div>}<ContactTier contact={contact} /></td>
      <td className="nw"><ContactState contact={contact} /></td>
      <td className="n">{contact.decided_by && <div className="t3 s nw">{text(contact.decided_by)}</div>}<AnswerButton contact={contact} data={data} /> <ContactDecision contact={contact} tiers={tiers} asked={asked} onAsk={onAsk} /></td>
    </tr>
  );
}
