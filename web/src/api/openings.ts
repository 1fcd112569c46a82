/** What the desk answers about openings of persons. Shapes only. */
import type { Text } from './types';

export type Because = { kind: 'task' | 'case' | 'contact' | 'glass' | 'request'; id: string };
export type Identity = { id: string; name: string | null; phone: string | null; document: string | null; birth: string | null; address: string | null; until: string };
export type Glass = { id: string; until: string; review_due: string };
export type Hit = { id: string; name: string | null; links: { kind: 'case' | 'contact'; id: string; number: string }[] };
export type Level = 'record' | 'search' | 'assigned' | 'identity';
export type Who = { id: string; display: Text };
export type Access = {
  id: string; at: string; account: Who; role: string | null; office: Text | null; person: string; purpose: string; purpose_text: Text;
  level: Level; level_text: Text; glass: boolean; because: Because | null; until: string | null;
};
export type GlassRow = {
  id: string; version: number; account: Who; person: string; reason: string; reason_text: Text; text: string; at: string; until: string; review_due: string;
  overdue: boolean; reviewed_at: string | null; reviewed_by: Who | null; verdict: 'approved' | 'objected' | null; review: string | null; mine: boolean;
};
export type StopRow = {
  id: string; version: number; account: Who; right: 'opening' | 'glass'; cause: string; count: number; at: string; released_at: string | null;
  released_by: Who | null; reason: string | null; mine: boolean;
};
export type Asked = {
  id: string; version: number; person: string; kind: 'complaint' | 'correction'; kind_text: Text; about: string | null; text: string; at: string; due_at: string;
  answered_at: string | null; answer: string | null;
};
export type LimitRow = { name: string; value: number; unit: string; source: string };
export type Review = { glasses: GlassRow[]; stops: StopRow[]; requests: Asked[]; limits: LimitRow[]; as_of: string };
export type OwnOpening = { id: string; at: string; who: Text; purpose: string; purpose_text: Text; level: Level; level_text: Text; glass: boolean; joined?: boolean; reason: Text | null };
