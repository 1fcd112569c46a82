/** DELETE /session. */
import { client } from '../client';

/** End the session on the server. */
export async function signOut(): Promise<void> {
  await client.DELETE('/session');
}
