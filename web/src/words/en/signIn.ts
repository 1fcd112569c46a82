/** Words of the sign-in page. */
import type { signIn as Zh } from '../zh/signIn';

export const signIn: typeof Zh = {
  title: 'Sign in',
  name: 'User name',
  password: 'Password',
  go: 'Sign in',
  going: 'Signing in',
  what: 'Command platform for outbreak response',
  signedOut: 'You are signed out; the drafts on this machine are gone.',
  show: 'Show password',
};
