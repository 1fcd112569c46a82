/** One's own sign-in: second factor, password, sessions, confirming that it's you. */
import { queryOptions } from '@tanstack/react-query';
import { client, writeHeaders } from '../client';

export const ownAccountQuery = () =>
  queryOptions({ queryKey: ['my-account'], queryFn: async ({ signal }) => (await client.GET('/my-account', { signal })).data! });

/** Confirm that it's you: a code where there is a second factor, else the password. */
export async function confirmYou(shown: string) {
  return (await client.POST('/my-account/confirm', { body: { shown } })).data!;
}

/** Change one's own password. */
export async function changePassword(body: { current: string; new: string }) {
  return (await client.POST('/my-account/password', { body })).data;
}

/** Begin to set up an authenticator app. */
export async function beginOwnFactor() {
  return (await client.POST('/my-account/second-factor')).data!;
}

/** Prove the app. */
export async function finishOwnFactor(code: string) {
  return (await client.POST('/my-account/second-factor/code', { body: { code } })).data!;
}

/** Draw new recovery codes. */
export async function drawRecoveryCodes() {
  return (await client.POST('/my-account/recovery-codes')).data!;
}

/** End one session, or all but this one with null. */
export async function endSession(id: string | null, key: string) {
  const headers = writeHeaders(key);
  if (id === null) return (await client.POST('/my-account/sessions/end', { headers })).data!;
  return (await client.POST('/my-account/sessions/{id}/end', { params: { path: { id } }, headers })).data!;
}
