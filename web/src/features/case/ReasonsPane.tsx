/** Why the case is held what it is: each decision with its reasons, clause and evidence; what is missing where it is open. */
import type { Decision, Reason } from '@/api/types';
import { Empty } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the decisions of a case. */
export function ReasonsPane({ decisions }: { decisions: Record<string, Decision> }) {
  const { w } = useUi();
  const rows = Object.entries(decisions);
  return (
    <Section title={w.caseWords.reasons}>
      {rows.length === 0 ? <Empty>{w.caseWords.noReasons}</Empty> : <ul className="rs">{rows.map(([kind, decision]) => <Row key={kind} kind={kind} decision={decision} />)}</ul>}
    </Section>
  );
}

function Row({ kind, decision }: { kind: string; decision: Decision }) {
  const { w, moment, name } = useUi();
  return (
    <li>
      <p><b>{name('decision', kind)}</b> <Outcome decision={decision} /></p>
      {decision.undecided && <p><Status sign="unk">{w.caseWords.undecided}</Status>{decision.needs.length > 0 && <span className="t2"> {w.caseWords.needs(decision.needs.map((need) => name('needs', need)).join(', '))}</span>}</p>}
      {decision.reasons.map((reason, index) => <Why key={index} reason={reason} />)}
      <p className="sub">{w.common.asOf(moment(decision.as_of))}</p>
    </li>
  );
}

function Outcome({ decision }: { decision: Decision }) {
  const { day, name } = useUi();
  const outcome = decision.outcome;
  if (outcome === null || outcome === undefined) return null;
  if (typeof outcome === 'string') return <>{name('caseClass', outcome)}</>;
  const days = Object.values(outcome as Record<string, unknown>).filter((value): value is string => typeof value === 'string' && /^\d{4}-\d{2}/.test(value));
  return <>{days.map(day).join(' → ')}</>;
}

function Why({ reason }: { reason: Reason }) {
  const { w, text } = useUi();
  const evidence = Object.entries(reason.evidence ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <>
      <ClauseChip clause={reason.clause} words={text(reason.text)} />
      <p className="e">{text(reason.text)}</p>
      {evidence.length > 0 && <p className="e">{w.common.evidence} {evidence.map(([key, value]) => `${w.terms.field[key] ?? key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(' · ')}</p>}
    </>
  );
}
