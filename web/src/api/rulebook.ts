/** What the rulebook answers: rules, facts, examples, answers in lines, two editions side by side. Shapes only. */
import type { Clause, Decision, Person, PlanStage, Reason, Ref, Text } from './types';

export type RuleRow = { name: string; title: Text; about: Text; example_count: number; editions: string[] };
export type Option = { value: string; label: Text };
export type FactKind = 'truth' | 'choice' | 'day' | 'instant' | 'number' | 'text' | 'group' | 'list';
export type FactField = { name: string; label: Text; kind: FactKind; needed: boolean; options: Option[]; of: FactField[] };
export type Codes = Record<string, Option[]>;
export type Given = { [name: string]: unknown };

export type Line = {
  name: Text | null; kind: 'day' | 'moment' | 'number' | 'truth' | 'words' | 'plain' | 'open' | 'none' | 'group';
  value: string | number | boolean | null; text: Text | null; clause: Clause | null; of: Line[];
};
export type ToldDecision = Decision & { told: Line | null; missing: Text[] };
export type WorkedExample = {
  edition: string; label: string; title: Text; as_of: string; zone: string; beside: boolean; area: string; given: Given; expect: Given;
  answer: ToldDecision; holds: boolean;
};
export type RulePage = RuleRow & { facts: FactField[]; codes: Record<string, Codes>; examples: WorkedExample[]; clauses: Clause[] };
export type RuleAnswer = ToldDecision & { rule: string; edition: string };
export type Question = { edition: string; as_of: string; zone: string; given: string; beside: boolean; area: string };

export type Place = {
  kind: 'rule' | 'clause' | 'number' | 'example'; key: string; edition: string | null; label: string; title: Text; text: Text | null;
  certainty: string | null; values: number[] | null; unit: string | null;
};

export type Named = { id: string; label: string; title: Text };
export type Way = 'stricter' | 'lighter' | 'both' | 'neither';
export type Said = { text: Text; certainty: string; clauses: Clause[] };
export type Change = { label: Text; old: Said | null; new: Said | null; way: Way };
export type Document = Named & { date: string; until: string | null; beside: Named[] };
export type Compared = { old: Document; new: Document; topics: { topic: string; title: Text; changes: Change[] }[]; total: number; ways: Record<Way, number> };

export type DecidedUnder = { edition: Named; case_class: Decision; look_back: Decision };
export type SideUnder = { tier: string | null; tier_label: Text | null; undecided: boolean; needs: string[]; reasons: Reason[]; stages: PlanStage[]; end: string | null };
export type PersonUnder = { person: Person; setting: string; last: string | null; now: SideUnder; then: SideUnder; changed: boolean };
export type CaseUnder = { case: Ref; now: DecidedUnder; then: DecidedUnder; people: PersonUnder[]; changed: number; as_of: string; zone: string };
