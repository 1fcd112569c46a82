/** What the desk answers about signing in and accounts. Shapes only, no behaviour. */
import type { AreaRef, Role, Text } from './types';

export type SignInOffer = { providers: { id: string; name: Text }[]; second_factor: boolean };
export type Secret = { secret: string; address: string; picture: string };
export type RecoveryCodes = { codes: string[] };

export type Standing = 'held' | 'later' | 'over';
export type Post = { id: string; role: Role; area: AreaRef | null; purposes: string[]; starts: string; ends: string; state: Standing };
export type AccountRow = {
  id: string; name: string; display: Text; system: boolean; state: 'open' | 'no_post' | 'closed'; second_factor: boolean; posts: Post[]; version: number;
};
export type Token = { id: string; label: string; post: string; made: string; ends: string; state: Standing; last_used: string | null; uses: number };
export type AccountDetail = AccountRow & {
  password_until: string | null; closed: string | null; tokens: Token[]; providers: { provider: string; subject: string }[]; own: boolean; changeable: boolean; as_of: string;
};
export type NewPost = { role: Role; area: string; purposes: string[]; ends: string };
export type NewAccount = NewPost & { name: string; zh: string; en: string; system: boolean };
export type MadePassword = { password: string; until: string; version: number };
export type MadeToken = { token: string; account: AccountDetail };
export type KeepingOptions = {
  roles: { role: Role; purposes: string[] }[]; purposes: { purpose: string; name: Text }[]; own: Post[]; providers: string[];
};
export type OwnSession = { id: string; agent: string; begun: string; seen: string; ends: string; current: boolean };
export type OwnAccount = {
  name: string; second_factor: boolean; second_factor_required: boolean; recovery_codes_left: number; providers: string[]; posts: Post[]; sessions: OwnSession[]; as_of: string;
};
