/** What the desk answers about signing in and accounts. Shapes only, no behaviour. */
import type { AreaRef, Role, Text } from './types';

export type SignInOffer = { providers: { id: string; name: Text }[]; second_factor: boolean };
export type Secret = { secret: string; address: string; picture: string };
export type RecoveryCodes = { codes: string[] };

export type Standing = 'held' | 'later' | 'over';
export type Post = { id: string; role: Role; area: AreaRef | null; purposes: string[]; starts: string; ends: string; state: Standing };
/** Since when an account is out, the emergency that nobody reviewed, and the area whose reviewers lift it. */
export type Suspension = { since: string; because: 'glass_unreviewed'; broken: string; area: AreaRef | null };
export type AccountRow = {
  id: string; name: string; display: Text; system: boolean; state: 'open' | 'suspended' | 'no_post' | 'closed'; suspended: Suspension | null; second_factor: boolean; posts: Post[]; version: number;
};
export type Token = { id: string; label: string; post: string; made: string; ends: string; state: Standing; last_used: string | null; uses: number };
export type AccountDetail = AccountRow & {
  password_until: string | null; closed: string | null; tokens: Token[]; providers: { provider: string; subject: string }[]; own: boolean; changeable: boolean; as_of: string;
};
export type NewPost = { role: Role; area: string; purposes: string[]; ends: string; reason: string };
export type NewAccount = NewPost & { name: string; zh: string; en: string; system: boolean };
export type ChangeState = 'waiting' | 'confirmed' | 'refused' | 'lapsed' | 'used';
export type Change = {
  id: string; version: number; account: { id: string; display: Text }; name: string; kind: 'post' | 'reset' | 'provider' | 'token'; area: AreaRef | null; role: Role | null;
  purposes: string[]; ends: string | null; password: boolean; factor: boolean; way_in: boolean; provider: string | null; subject: string | null; label: string | null;
  reason: string; asked_by: { id: string; display: Text }; asked_at: string; until: string; decided_by: { id: string; display: Text } | null; decided_at: string | null;
  state: ChangeState; good_until: string | null; used_at: string | null; may_decide: boolean; may_draw: boolean; drawn: boolean;
};
export type Half = { half: string; first: boolean; token: boolean; good_until: string; change: Change };
export type Notice = { id: string; kind: 'reset' | 'provider'; password: boolean; factor: boolean; asked_by: Text; decided_by: Text; decided_at: string };
export type KeepingOptions = {
  roles: { role: Role; purposes: string[] }[]; purposes: { purpose: string; name: Text }[]; own: Post[]; providers: string[];
};
export type OwnSession = { id: string; agent: string; begun: string; seen: string; ends: string; current: boolean };
export type OwnAccount = {
  name: string; second_factor: boolean; second_factor_required: boolean; recovery_codes_left: number; providers: string[]; posts: Post[]; sessions: OwnSession[]; as_of: string;
};
