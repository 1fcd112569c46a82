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
  noFactor: 'Signing in here asks for no second factor (a demonstration, or set so on this installation).',
  with: (name) => `Sign in with ${name}`,
  again: 'Start again',
  code: { title: 'Second step', lead: 'Open the authenticator app on your phone and enter its six digits. Without the phone, enter one of your recovery codes.', label: 'Code or recovery code', go: 'Go on' },
  own: { title: 'Choose your own password', lead: 'Choose a password that only you know: at least 12 characters; a few unrelated words make a good one.', label: 'New password', go: 'Save and go on' },
  setUp: {
    title: 'Set up an authenticator app', lead: 'Your post needs a second factor. Scan this picture with an authenticator app on your phone, then enter the six digits it shows.', picture: 'Picture for the authenticator app to scan',
    bySecret: 'Can’t scan? Enter this key in the app by hand:', begin: 'Begin', label: 'The six digits the app shows', go: 'Set up',
  },
  codes: { title: 'Keep your recovery codes', lead: 'If you lose the phone, each of these stands in for one code. They are shown this once: write them down or print them, and keep them safe.', done: 'I have kept them, go on' },
};
