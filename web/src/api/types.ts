/** What the desk answers, as the page reads it. Written from the API contract; holds shapes only, no behaviour. */
import type { Notice } from './accounts';
import type { Asked, OwnOpening } from './openings';

export type Text = { zh: string; en: string };
export type Ref = { id: string; number: string };
export type Role = 'commander' | 'tracer' | 'resident' | 'operator' | 'service' | 'administrator' | 'ombudsman' | 'steward';
export type Level = 'nation' | 'province' | 'city' | 'county' | 'township' | 'community';
export type AreaRef = { id: string; code: string; name: Text | string };
export type Area = AreaRef & { level: Level; parent_id: string | null; population: number | null; has_children: boolean };
export type EditionRef = { id: string; label: string; title: Text };
export type Incident = {
  id: string; code: string; name: Text; edition: EditionRef | null; began: string | null; day: number | null; area: AreaRef;
};
export type Account = { id: string; name: string; display: Text; role: Role; areas: (AreaRef & { level: Level })[] };
/** Emergency openings that soon suspend an account: what waits for the reader, by when; her own. */
export type ReviewsDue = { waiting: number; first_due: string | null; own_due: string | null };
export type Session = {
  account: Account; csrf: string; drill: boolean; live_url: string | null; incidents: Incident[]; notices: Notice[]; reviews: ReviewsDue | null; now: string; zone: string;
};

export type Page<T> = { items: T[]; next: string | null; total: number; as_of: string };
export type Stamp = { as_of: string; as_known?: string; zone?: string; cutoff_hour?: number };

export type Clause = {
  edition: string; number: string; label: string; title: Text; text: Text; certainty: string; source: string; date: string | null; numbers?: string[];
};
export type Reason = { clause: Clause; text: Text; evidence: Record<string, unknown> };
export type Decision = { outcome: unknown; undecided: boolean; needs: string[]; reasons: Reason[]; as_of: string; problem: { code: string; title: Text } | null };

export type FoundBy = 'control' | 'screening' | 'community';
export type CaseClass = 'suspected' | 'probable' | 'confirmed' | 'asymptomatic' | 'discarded';
export type Sex = 'f' | 'm';

export type TaskKindRow = {
  kind: string; title: Text; open: number; overdue: number; oldest_due: string | null; p50_h: number | null; p90_h: number | null;
};
export type Summary = Stamp & {
  cases: {
    total: number; confirmed: number; asymptomatic: number; suspected: number; probable: number; class_unknown: number; discarded: number; today: number; yesterday: number;
    report_unknown: number; deaths: number; onset_unknown: number;
  };
  found: Record<FoundBy | 'unknown', number>;
  contacts: { total: number; proposed: number; confirmed: number; refuted: number; undecided: number; not_contacts: number };
  plans: { total: number; undecided: number };
  tasks: { open: number; overdue: number; due_today: number; done_today: number; by_kind: TaskKindRow[] };
  links: { total: number; infectees: number; ambiguous: number; from_outside: number };
  area_unknown: { cases: number };
};
export type MapRow = { area_id: string; cases: number; cases_7d: number; contacts: number; tasks_open: number; tasks_overdue: number; partial: boolean };
export type MapFigures = Stamp & { items: MapRow[]; unplaced: { cases: number; contacts: number; tasks_overdue: number } };
export type CurveBy = 'onset' | 'report' | 'specimen' | 'diagnosis';
export type CurveDay = { day: string } & Record<FoundBy | 'unknown', number>;
export type Curve = Stamp & { days: CurveDay[]; unknown_day: number; month_only: number; total: number; by: CurveBy };
export type DelayWeek = {
  week: string; n: number; median: number | null; p80: number | null; min: number | null; max: number | null; unknown: number;
  negative: number;
};
export type Delays = Stamp & { weeks: DelayWeek[]; unknown: number; negative: number; n: number };
export type Component = { component: number; size: number; root_ids: string[]; roots: Ref[]; generations: number };
export type Offspring = { case_id: string; number: string; offspring: number; offspring_certain: number };
export type Chains = Stamp & {
  known: number; reported_total: number | null; reported_source: string | null; links: number; infectees: number; ambiguous: number;
  from_outside: number; lone: number; components_total: number; components: Component[]; generation_unknown: number;
  offspring_top: Offspring[]; sentence: Text;
};
export type GraphNode = {
  id: string; number: string; generation: number | null; found_by: FoundBy | null; case_class: CaseClass | null; onset: string | null;
  area_name: Text | null;
};
export type GraphEdge = { source: string; target: string; setting: string | null; ambiguous: boolean; link_id: string };
export type Graph = { nodes: GraphNode[]; edges: GraphEdge[]; truncated: boolean; total: number };
export type FollowUpRow = {
  link_ids: string[]; infectee: Ref; ambiguous: boolean; last_exposure: string | null; follow_up_end: string | null; needs: string[];
  clause: Clause | null; reason: Text | null;
};
export type FollowUps = Stamp & { items: FollowUpRow[]; total: number; unknown: number };

export type Person = { id: string; name: string | null; is_whole: boolean; sex: Sex | null; age: number | null; phone_masked?: string | null };
export type Case = {
  id: string; number: string; version: number; person: Person; area: AreaRef | null; place: string | null; case_class: CaseClass | null;
  found_by: FoundBy | null; onset: string | null; specimen: string | null; diagnosis: string | null; reported: string | null;
  exposure_start: string | null; exposure_end: string | null; outcome: string | null; death: string | null; contacts: number;
  links_in: number; links_out: number; tasks_open: number; tasks_overdue: number; incident_id: string;
};
export type Link = { id: string; from: Ref; to: Ref; setting: string | null; setting_text: string | null; ambiguous: boolean; delay_days: number | null };
export type Exposure = {
  id: string; person: Person; relation: string | null; setting: string; first: string | null; last: string | null; minutes: number | null;
  protected: boolean | null; closed_space: boolean | null; kinds: string[] | null; first_at: string | null; immunity: string | null; prophylaxis: { means: string; day: string | null; at: string | null }[] | null;
  via: Person | null; via_first: string | null; via_isolated: string | null; version: number; withdrawn: boolean;
  changes: { at: string; field: string; old: unknown; new: unknown; why: string }[]; recorded_at: string;
};
export type TimelineRow = {
  at: string | null; precision: string; kind: string; title: Text; clause: Clause | null;
  limit: { due_at: string; kept: boolean | null } | null; event: string | null;
};
export type Correction = { at: string; by: { display: Text | null }; field: string; old: unknown; new: unknown; why: string };
export type Opened = { at: string; display: Text | null; role: Text; purpose: string; purpose_text: Text };
export type CasePage = Omit<Case, 'links_in' | 'links_out' | 'contacts'> & {
  zone?: string; isolated: string | null; links_outside: number;
  decisions: Record<string, Decision>; timeline: TimelineRow[]; links_in: Link[]; links_out: Link[]; exposures: Exposure[];
  contacts: Contact[]; tasks: Task[]; corrections: Correction[]; opened_by: Opened[]; held: boolean; same_person: SamePerson[];
};
export type SamePerson = { kind: 'case' | 'contact'; case: Ref; area: AreaRef | null; case_class: string | null; tier_label: Text | null; last_exposure: string | null; linked: boolean };
export type PlanStage = { state: string; label: Text; start: string; end: string };
export type PlanTest = { day: number; on: string; purpose: string; label: Text; state: 'due' | 'overdue' | 'later' };
export type Plan = { id: string; order: boolean; stages: PlanStage[]; tests: PlanTest[]; end: string | null; reasons: Reason[]; undecided: boolean; needs: string[] };
export type ContactState = 'proposed' | 'confirmed' | 'refuted';
export type Contact = {
  id: string; version: number; case: Ref | null; person: Person; area: AreaRef | null; tier: string | null; tier_label: Text | null; state: ContactState;
  last_exposure: string | null; relation: string | null; setting: string | null; reasons: Reason[]; undecided: boolean; needs: string[]; needs_words: Text[];
  proposed_tier: string | null; why: string | null; decided_by: Text | null; decided_at: string | null;
  plan: Plan | null; became_case: Ref | null;
};
export type TaskState = 'open' | 'overdue' | 'done';
export type Task = {
  id: string; version: number; kind: string; title: Text;
  subject: { kind: 'case' | 'contact' | 'person'; id: string; number: string; person_id: string | null; name: string | null; is_whole: boolean }; case_id: string | null; area: AreaRef | null;
  due_at: string | null; created_at: string; done_at: string | null; owner: { id: string; display: Text | string } | null;
  clause: Clause | null; state: TaskState; outcome: string | null; attempts: number;
};
export type Attempt = 'reached' | 'no_answer' | 'wrong_number' | 'refused' | 'interpreter' | 'call_back';

export type FieldProblem = { where: string; code: string; title: Text };
export type RowProblem = { code: string; title: Text; where: string };
export type Batch = {
  events: string[]; accepted: { row: number; id: string }[]; duplicate?: { row: number; id: string }[];
  rejected: { row: number; problems: RowProblem[] }[];
};
export type GivenAnswer = { means: string; day?: string; at?: string };
export type ToldAnswer = {
  setting?: string; relation?: string | null; first?: string | null; last?: string | null; first_at?: string | null; minutes?: number | null; protected?: boolean | null; closed_space?: boolean | null;
  kinds?: string[] | null; immunity?: string | null; prophylaxis?: GivenAnswer[] | null; via_first?: string | null; via_isolated?: string | null;
};
export type ExposureRow = ToldAnswer & { name: string; setting: string; phone?: string; age?: number; sex?: Sex; area_code?: string; via?: string };

export type MatchSide = {
  id: string; name: string | null; phone: string | null; document: string | null; birth: string | null; sex: Sex | null; age: number | null;
  area: AreaRef | null; address: string | null;
};
export type Match = {
  id: string; version: number; state: 'open' | 'same' | 'different' | 'undone'; verdict: 'same' | 'look'; score: number; found_at: string;
  newcomer: MatchSide; known: MatchSide; is_open: boolean; reasons: { field: string; agreement: string; bits: number; text: Text }[];
  decided_by: Text | null; decided_at: string | null; why: string;
};

export type LoopLine = { kind: string; act: string; pending: number; oldest_s: number | null; attempts: number; given_up: number };
export type LoopFailure = {
  id: string; version: number; kind: string; lane: 'positive' | 'ordinary'; acts: string[]; area: AreaRef | null; recorded: string;
  age_s: number; attempts: number; failure: string; state: 'trying' | 'given_up' | 'set_aside'; next_try: string | null;
};

export type ImportKind = 'areas' | 'linelist' | 'links' | 'exposures';
export type Receipt = {
  id: string; file: string; sha256: string; kind: ImportKind; state: 'running' | 'waiting' | 'closed' | 'stopped'; read: number;
  accepted: number; duplicate: number; rejected: number; position: number; rows_total: number | null; by: { display: Text | null };
  started_at: string; closed_at: string | null; balanced: boolean; mapping: Record<string, string>; columns: string[]; incident_id: string | null;
  open_rejects: number; held: number;
};
export type Preview = {
  file: string; sha256: string; format: string; encoding: string | null;
  columns: { name: string; sample: (string | null)[]; field: string | null }[];
  fields: { field: string; label: Text; required: boolean }[]; rows_total: number | null; problems: RowProblem[];
};
export type Reject = {
  id: string; row: number; raw: Record<string, string | null>; problems: RowProblem[]; state: 'open' | 'replayed' | 'dropped';
};
export type EditionRow = {
  id: string; label: string; title: Text; disease_id: string; disease: Text; kind: string; date: string | null; until: string | null;
  certainty_counts: Record<string, number>; review_by: string; overdue: number;
};
export type EditionNumber = {
  name: string; values: number[]; unit: string; certainty: string; source: string; date: string; direction: 'more' | 'fewer' | 'neutral'; review_by: string; overdue: boolean;
  quoted_by: string[]; note: Text | null; changes: NumberChange[];
};
export type NumberChange = { by: string; title: Text; area: string; since: string; until: string | null; values: number[]; certainty: string; source: string; date: string };
export type Edition = EditionRow & { note: Text; clauses: Clause[]; numbers: EditionNumber[]; rules: { name: string; title: Text; count: number }[]; tiers?: { id: string; label: Text }[] };

export type MeRecord = {
  what: Text; why: Text; clause: Clause | null; since: string | null; end: string | null; tests: PlanTest[];
  decided_by: Text | null; state: string; joined?: boolean; order: boolean; stages: PlanStage[];
};
export type Me = {
  person: { name: string | null; phone: string | null }; records: MeRecord[]; opened_by: OwnOpening[]; requests: Asked[];
  phone: { urgent: string; help: string };
};
export type FeedRow = {
  event: string; at: string; kind: string; text: Text; area: { name: Text | string } | null; subject: { kind: string; id: string } | null;
};
