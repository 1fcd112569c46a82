/** The addresses of the desk in the form openapi-fetch reads, until the generated file replaces it. */
import type { Alarm, Installation } from './calls/installation';
import type * as A from './accounts';
import type * as O from './openings';
import type * as T from './types';

type Ok<R> = { responses: { 200: { content: { 'application/json': R } } } };
type Params<Q, P> = { parameters: { query?: Q; path: P; header?: never; cookie?: never } };
type NoPath = { parameters: { query?: never; path?: never; header?: never; cookie?: never } };
type Get<R, Q = Record<string, never>> = { parameters: { query?: Q; path?: never; header?: never; cookie?: never } } & Ok<R>;
type GetOne<R, Q = Record<string, never>> = Params<Q, { id: string }> & Ok<R>;
type Body<B> = { requestBody: { content: { 'application/json': B } } };
type Form = { requestBody: { content: { 'multipart/form-data': FormData } } };

export type Filter = Record<string, string | number | undefined>;
type In = { incident: string; area?: string };

export interface paths {
  '/session': {
    get: Get<T.Session>;
    post: NoPath & Body<{ name: string; password: string }> & Ok<T.Session>;
    delete: NoPath & { responses: { 204: { content?: never } } };
  };
  '/sign-in': { get: Get<A.SignInOffer> };
  '/session/code': { post: NoPath & Body<{ code: string }> & Ok<T.Session> };
  '/session/password': { post: NoPath & Body<{ password: string }> & Ok<T.Session> };
  '/session/second-factor': { post: NoPath & Ok<A.Secret> };
  '/session/second-factor/code': { post: NoPath & Body<{ code: string }> & Ok<A.RecoveryCodes> };
  '/session/provider': { post: NoPath & Body<{ provider: string }> & Ok<{ url: string }> };
  '/session/provider/return': { post: NoPath & Body<{ provider: string; code: string; state: string }> & Ok<T.Session> };
  '/my-account': { get: Get<A.OwnAccount> };
  '/my-account/confirm': { post: NoPath & Body<{ shown: string }> & Ok<{ until: string }> };
  '/my-account/password': { post: NoPath & Body<{ current: string; new: string }> & { responses: { 204: { content?: never } } } };
  '/my-account/second-factor': { post: NoPath & Ok<A.Secret> };
  '/my-account/second-factor/code': { post: NoPath & Body<{ code: string }> & Ok<A.RecoveryCodes> };
  '/my-account/recovery-codes': { post: NoPath & Ok<A.RecoveryCodes> };
  '/my-account/sessions/{id}/end': { post: Params<never, { id: string }> & Ok<{ ended: number }> };
  '/my-account/sessions/end': { post: NoPath & Ok<{ ended: number }> };
  '/accounts': { get: Get<T.Page<A.AccountRow>, Filter>; post: NoPath & Body<A.NewAccount> & Ok<A.AccountDetail> };
  '/accounts/options': { get: Get<A.KeepingOptions> };
  '/accounts/areas': { get: Get<{ items: T.AreaRef[] }, { q: string }> };
  '/accounts/{id}': { get: GetOne<A.AccountDetail> };
  '/accounts/{id}/close': { post: Params<never, { id: string }> & Ok<A.AccountDetail> };
  '/accounts/{id}/password': { post: Params<never, { id: string }> & Ok<A.MadePassword> };
  '/accounts/{id}/second-factor/remove': { post: Params<never, { id: string }> & Ok<A.AccountDetail> };
  '/accounts/{id}/posts': { post: Params<never, { id: string }> & Body<A.NewPost> & Ok<A.AccountDetail> };
  '/accounts/{id}/posts/{post}/end': { post: Params<never, { id: string; post: string }> & Ok<A.AccountDetail> };
  '/accounts/{id}/posts/{post}/renew': { post: Params<never, { id: string; post: string }> & Body<{ ends: string }> & Ok<A.AccountDetail> };
  '/accounts/{id}/tokens': { post: Params<never, { id: string }> & Body<{ post: string; label: string; ends: string }> & Ok<A.MadeToken> };
  '/accounts/{id}/tokens/{token}/end': { post: Params<never, { id: string; token: string }> & Ok<A.AccountDetail> };
  '/accounts/{id}/provider': { post: Params<never, { id: string }> & Body<{ provider: string; subject: string }> & Ok<A.AccountDetail> };
  '/areas': { get: Get<{ items: T.Area[] }, { parent: string }> };
  '/areas/map': { get: Get<GeoJSON.FeatureCollection, { parent?: string; level: string }> };
  '/figures/summary': { get: Get<T.Summary, In> };
  '/figures/map': { get: Get<T.MapFigures, { incident: string; level: string; parent?: string }> };
  '/figures/curve': { get: Get<T.Curve, In & { by: string }> };
  '/figures/delays': { get: Get<T.Delays, In & { from: string; to: string }> };
  '/figures/chains': { get: Get<T.Chains, In> };
  '/figures/chains/graph': { get: Get<T.Graph, { incident: string; component?: number; around?: string }> };
  '/figures/follow-up-if-traced': { get: Get<T.FollowUps, In> };
  '/cases': { get: Get<T.Page<T.Case>, Filter> };
  '/cases/{id}': { get: GetOne<T.CasePage> };
  '/cases/{id}/corrections': {
    post: Params<never, { id: string }> & Body<{ field: string; value: string | null; why: string }> & Ok<T.Case>;
  };
  '/cases/{id}/exposures': { post: Params<never, { id: string }> & Body<{ rows: T.ExposureRow[] }> & Ok<T.Batch> };
  '/contacts': { get: Get<T.Page<T.Contact>, Filter> };
  '/contacts/{id}': { get: GetOne<T.Contact> };
  '/persons/{id}/open': { post: Params<never, { id: string }> & Body<{ purpose: string; because: O.Because }> & Ok<O.Identity> };
  '/persons/{id}/break-glass': { post: Params<never, { id: string }> & Body<{ reason: string; text: string }> & Ok<O.Glass> };
  '/persons/search': { post: NoPath & Body<{ key: string; value: string; birth?: string }> & Ok<{ items: O.Hit[] }> };
  '/accesses': { get: Get<T.Page<O.Access>, Filter> };
  '/openings/review': { get: Get<O.Review> };
  '/openings/glasses/{id}/review': { post: Params<never, { id: string }> & Body<{ verdict: string; text: string }> & Ok<O.GlassRow> };
  '/openings/stops/{id}/release': { post: Params<never, { id: string }> & Body<{ text: string }> & Ok<O.StopRow> };
  '/openings/requests/{id}/answer': { post: Params<never, { id: string }> & Body<{ text: string }> & Ok<O.Asked> };
  '/me/requests': { post: NoPath & Body<{ kind: string; text: string; about?: string }> & Ok<{ id: string; due_at: string }> };
  '/contacts/{id}/decision': {
    post: Params<never, { id: string }> & Body<{ state: 'confirmed' | 'refuted'; tier?: string; why?: string }> & Ok<T.Contact>;
  };
  '/tasks': { get: Get<T.Page<T.Task>, Filter> };
  '/tasks/{id}/done': { post: Params<never, { id: string }> & Body<{ outcome?: string; note?: string }> & Ok<T.Task> };
  '/tasks/{id}/attempt': { post: Params<never, { id: string }> & Body<{ outcome: T.Attempt; note?: string }> & Ok<T.Task> };
  '/tasks/assign': { post: NoPath & Body<{ ids: string[]; owner: string | null }> & Ok<{ items: T.Task[] }> };
  '/matches': { get: Get<T.Page<T.Match>, Filter> };
  '/matches/{id}/opening': { post: Params<never, { id: string }> & Body<Record<string, never>> & Ok<T.Match> };
  '/matches/{id}/decision': { post: Params<never, { id: string }> & Body<{ decision: 'same' | 'different'; why?: string }> & Ok<T.Match> };
  '/matches/{id}/undo': { post: Params<never, { id: string }> & Body<{ why: string }> & Ok<T.Match> };
  '/imports': { get: Get<{ items: T.Receipt[] }>; post: NoPath & Form & Ok<T.Receipt> };
  '/imports/preview': { post: NoPath & Form & Ok<T.Preview> };
  '/imports/{id}': { get: GetOne<T.Receipt> };
  '/imports/{id}/held': { get: GetOne<{ items: T.Ref[] }> };
  '/imports/{id}/rejects': { get: GetOne<T.Page<T.Reject>, Filter> };
  '/imports/{id}/replay': {
    post: Params<never, { id: string }> & Body<{ rows: { id: string; values: Record<string, string | null> }[] }> & Ok<T.Receipt>;
  };
  '/editions': { get: Get<{ items: T.EditionRow[] }> };
  '/editions/{id}': { get: GetOne<T.Edition> };
  '/loop/lines': { get: Get<{ items: T.LoopLine[]; as_of: string }> };
  '/loop/failures': { get: Get<T.Page<T.LoopFailure>, Filter> };
  '/loop/failures/{id}/retry': { post: Params<never, { id: string }> & Body<Record<string, never>> & Ok<T.LoopFailure> };
  '/loop/failures/{id}/set-aside': { post: Params<never, { id: string }> & Body<{ why: string }> & Ok<T.LoopFailure> };
  '/me': { get: Get<T.Me> };
  '/installation': { get: Get<Installation> };
  '/installation/alarms/{id}/taken': { post: Params<never, { id: string }> & Body<{ note: string }> & Ok<Alarm> };
  '/feed': { get: Get<{ items: T.FeedRow[] }, { incident?: string; limit?: number }> };
}
