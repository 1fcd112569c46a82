/** POST /session. */
import { client } from '../client';

/** Sign in; raises ApiProblem SIGN_IN_FAILED. */
export async function signIn(input: { name: string; password: string }) {
  return (await client.POST('/session', { body: input })).data!;
}
