/** A case under another edition: class, look-back and everybody exposed, now and then beside each other. It orders nothing. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { caseUnderQuery } from '@/api/calls/case-under';
import type { CaseUnder, PersonUnder, SideUnder } from '@/api/rulebook';
import type { Decision } from '@/api/types';
import { Await, Empty } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { UnderSelect } from './UnderSelect';
import { changedFirst, changedParts, daysOf, tierTotals, type Part } from './under';
import './case.css';

/** The case and edition of the address. */
export default function UnderPage() {
  const { id = '', edition = '' } = useParams();
  const query = useQuery(caseUnderQuery(id, edition));
  return <Await query={query} rows={12}>{(data) => <Under id={id} data={data} />}</Await>;
}

function Under({ id, data }: { id: string; data: CaseUnder }) {
  const { w, n, text } = useUi();
  const words = w.caseUnder;
  return (
    <article className="under" aria-label={words.title(data.case.number)}>
      <div className="pagehead"><Link to={`/cases/${id}`}>{data.case.number}</Link><h1>{words.title(data.case.number)}</h1><UnderSelect id={id} current={data.now.edition.id} value={data.then.edition.id} /></div>
      <p className="note unk" role="note">{words.supposed}</p>
      <div style={{ overflowX: 'auto' }}>
        <table className="t wide2">
          <thead><tr><th><span className="sr">{w.common.table}</span></th>{[data.now, data.then].map((one, index) => <th key={index}>{index === 0 ? words.now : words.then} · <Link to={`/editions/${encodeURIComponent(one.edition.id)}`}>{one.edition.label} {text(one.edition.title)}</Link></th>)}</tr></thead>
          <tbody>
            {(['case_class', 'look_back'] as const).map((kind) => <Decided key={kind} name={w.terms.decision[kind]!} now={data.now[kind]} then={data.then[kind]} />)}
            {tierTotals(data).map((row) => <tr key={row.key} className={row.now === row.then ? '' : 'changed'}><th scope="row">{row.label ? text(row.label) : w.contacts.tierUndecided}</th><td>{n(row.now)}</td><td>{n(row.then)} {row.now !== row.then && <Changed />}</td></tr>)}
          </tbody>
        </table>
      </div>
      <Section title={words.people} sub={<span aria-live="polite">{words.sum(n(data.people.length), n(data.changed), n(data.people.length - data.changed))}</span>}>
        {data.people.length === 0 ? <Empty>{words.nobody}</Empty> : (
          <table className="t people">
            <thead><tr><th>{w.caseWords.person}</th><th>{words.now}</th><th>{words.then}</th></tr></thead>
            <tbody>{changedFirst(data.people).map((one, index) => <Person key={`${one.person.id}${index}`} id={id} one={one} />)}</tbody>
          </table>
        )}
      </Section>
    </article>
  );
}

function Decided({ name, now, then }: { name: string; now: Decision; then: Decision }) {
  const differs = JSON.stringify(now.outcome) !== JSON.stringify(then.outcome);
  return <tr className={differs ? 'changed' : ''}><th scope="row">{name}</th><td><Said decision={now} /></td><td><Said decision={then} /> {differs && <Changed />}</td></tr>;
}

/** The first clauses that a decision rests on, each once. */
function quoted(decision: Decision) {
  const clauses = decision.reasons.map((reason) => reason.clause);
  return clauses.filter((clause, index) => clauses.findIndex((one) => one.label === clause.label) === index).slice(0, 2);
}

function Said({ decision }: { decision: Decision }) {
  const { w, day, text, name } = useUi();
  const { outcome } = decision;
  const chips = quoted(decision).map((clause) => <ClauseChip key={clause.label} clause={clause} words="" />);
  if (decision.problem) return <Status sign="over">{text(decision.problem.title)}</Status>;
  if (outcome === null || outcome === undefined) return <><Status sign="unk">{w.caseWords.undecided}</Status> {decision.needs.length > 0 && w.caseWords.needs(decision.needs.map((need) => name('needs', need)).join(', '))} {chips}</>;
  if (typeof outcome === 'string') return <><b>{name('caseClass', outcome)}</b> {chips}</>;
  const { start, end } = outcome as { start?: string; end?: string | null };
  return <><b>{day(start)} → {end ? day(end) : w.myWork.untilIsolated}</b> {chips}</>;
}

function Person({ id, one }: { id: string; one: PersonUnder }) {
  const { w, day, name } = useUi();
  const parts = changedParts(one);
  return (
    <tr className={one.changed ? 'changed' : ''}>
      <td className="wrap"><Link to={`/contacts?case=${encodeURIComponent(id)}`}><b>{one.person.name ?? w.contacts.noName}</b></Link> {one.person.age !== null && <span className="t3">{w.common.age(one.person.age)}</span>}<div className="sub">{name('setting', one.setting)} · {w.caseWords.last} {day(one.last)}</div>{one.changed && <Changed />}</td>
      <td className="wrap"><Side side={one.now} parts={new Set()} /></td>
      <td className="wrap"><Side side={one.then} parts={parts} /></td>
    </tr>
  );
}

function Side({ side, parts }: { side: SideUnder; parts: ReadonlySet<Part> }) {
  const { w, day, text, name } = useUi();
  const mark = (part: Part) => (parts.has(part) ? 'diff' : '');
  const clause = side.reasons[0]?.clause;
  const label = side.tier_label ? text(side.tier_label) : side.undecided ? w.contacts.tierUndecided : w.caseUnder.noContact;
  return (
    <div className="side2">
      <p className={mark('tier')}>{clause ? <ClauseChip clause={clause} words={label} /> : label}{side.needs.length > 0 && <span className="sub"> {w.caseWords.needs(side.needs.map((need) => name('needs', need)).join(', '))}</span>}</p>
      {side.stages.map((stage) => <p key={`${stage.state}${stage.start}`} className={mark('stages')}>{text(stage.label)} {day(stage.start)} → {day(stage.end)} <span className="t3">{w.caseUnder.days(daysOf(stage))}</span></p>)}
      {side.end && <p className={`b ${mark('end')}`}>{w.caseUnder.until(day(side.end))}</p>}
    </div>
  );
}

function Changed() {
  const { w } = useUi();
  return <span className="changedmark">≠ {w.caseUnder.changed}</span>;
}
