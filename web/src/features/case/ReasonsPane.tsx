/** Why the case is held what it is: each decision with its reasons, clause and evidence; what is missing where it is open. */
import type { Decision, Reason, Text } from '@/api/types';
import { Empty } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the decisions of a case. */
export function ReasonsPane({ decisions, recorded }: { decisions: Record<string, Decision>; recorded: string | null }) {
  const { w } = useUi();
  const rows = Object.entries(decisions);
  return (
    <Section title={w.caseWords.reasons}>
      {rows.length === 0 ? <Empty>{w.caseWords.noReasons}</Empty> : <ul className="rs">{rows.map(([kind, decision]) => <Row key={kind} kind={kind} decision={decision} recorded={kind === 'case_class' ? recorded : null} />)}</ul>}
    </Section>
  );
}

function Row({ kind, decision, recorded }: { kind: string; decision: Decision; recorded: string | null }) {
  const { w, moment, text, name } = useUi();
  return (
    <li>
      <p><b>{name('decision', kind)}</b> <Outcome decision={decision} /></p>
      {decision.undecided && recorded && <p>{w.caseWords.recordedAs(name('caseClass', recorded))}</p>}
      {decision.undecided && <p><Status sign="unk">{w.caseWords.undecided}</Status>{decision.needs.length > 0 && <span className="t2"> · {w.caseWords.needs(decision.needs.map((need) => name('needs', need)).join(', '))}</span>}</p>}
      {decision.problem && <p><Status sign="over">{text(decision.problem.title)}</Status></p>}
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
  const { w, day, text, name } = useUi();
  const written = (value: unknown): string => (Array.isArray(value) ? value.map(written).join(', ') : isText(value) ? text(value) : /^\d{4}-\d{2}(-\d{2})?$/.test(String(value)) ? day(String(value)) : (w.terms.caseClass[String(value)] ?? w.terms.setting[String(value)] ?? String(value)));
  const evidence = Object.entries(reason.evidence ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <>
      <ClauseChip clause={reason.clause} />
      <p className="e">{text(reason.text)}</p>
      {evidence.length > 0 && <p className="e">{w.common.evidence} {evidence.map(([key, value]) => `${name('evidence', key)} ${written(value)}`).join(' · ')}</p>}
    </>
  );
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}
