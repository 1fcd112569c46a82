/** What the desk answers about views across areas. Shapes only. */
import type { Who } from './openings';
import type { AreaRef, Text } from './types';

export type EndReason = 'not_tracing' | 'mistaken' | 'objection' | 'otherwise';
export type Grant = {
  id: string; version: number; record: { kind: string; id: string }; area: AreaRef | null; to: AreaRef | null; to_account: Who | null; purpose: string;
  purpose_text: Text; why: Text; act: string; by_rules: boolean; issued_by: Who | null; since: string; until: string; in_force: boolean;
  ended_at: string | null; ended_by: Who | null; ended_by_rules: boolean; reason: EndReason | null; reason_text: Text | null; may_end: boolean; may_open?: boolean;
};
