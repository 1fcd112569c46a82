/** The steps of signing in after name and password: code, own password, own second factor, an institution's sign-in. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const offerQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: async ({ signal }) => (await client.GET('/sign-in', { signal })).data!,
  staleTime: Infinity,
});

/** Show a code of the app, or a recovery code. */
export async function showCode(code: string) {
  return (await client.POST('/session/code', { body: { code } })).data!;
}

/** Come in with the two halves of a code that two colleagues drew. */
export async function showHalves(body: { name: string; first: string; second: string }) {
  return (await client.POST('/session/halves', { body })).data!;
}

/** Choose a password in place of the one somebody made. */
export async function choosePassword(password: string) {
  return (await client.POST('/session/password', { body: { password } })).data!;
}

/** Begin to set up the app that the post needs. */
export async function beginFactor() {
  return (await client.POST('/session/second-factor')).data!;
}

/** Prove the app; signed in then. */
export async function finishFactor(code: string) {
  return (await client.POST('/session/second-factor/code', { body: { code } })).data!;
}

/** Where to send the browser for an institution's sign-in. */
export async function setOut(provider: string) {
  return (await client.POST('/session/provider', { body: { provider } })).data!;
}

/** Finish with what the institution sent the browser back with. */
export async function comeBack(body: { provider: string; code: string; state: string }) {
  return (await client.POST('/session/provider/return', { body })).data!;
}
