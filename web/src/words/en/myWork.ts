/** Words of a tracer's day. */
import type { myWork as Zh } from '../zh/myWork';

export const myWork: typeof Zh = {
  title: 'My work', counts: (open, over, done) => `${open} open · ${over} over · ${done} done today`, byTime: 'by time left', everyones: 'Nothing is assigned to you; these are the tasks of your area.', empty: 'No open tasks.', pick: 'Choose a task on the left.', noCase: 'This task has no case.',
  untilIsolated: 'isolation (no date yet)', lookBack: 'look-back', lookBackUnknown: 'look-back not decided', onset: 'onset', isolated: 'isolated', lanesEmpty: 'No exposures yet; they appear here once recorded.', undated: (n) => `${n} without a date`, stripLabel: (n) => `Strip of ${n} exposures over time`,
  contacts: 'Exposures and contacts', wait: (n) => (n === 1 ? '1 proposal waits' : `${n} proposals wait`), open: 'Open the case', addExposure: 'Record exposures',
  showPhone: 'Show number', phoneLogged: 'looking is recorded', call: (name) => `Calling ${name}`, callCase: 'Call', noPhone: 'no phone recorded', attempt: (n) => `attempt ${n}`, outcome: 'Outcome', oneKey: 'one key each', note: 'Note', noteHint: 'An unsent note stays on this machine and goes at sign-out', saved: 'draft saved', recorded: (words) => `Recorded: ${words}`, finish: 'Task done', history: 'This task', historyAttempts: (n) => (n === '1' ? '1 attempt' : `${n} attempts`), last: 'last outcome',
  keys: { title: 'Keys', next: 'next, previous', call: 'call', confirm: 'confirm contact', change: 'change tier', find: 'find', all: 'all keys', outcome: 'outcome of the call', moveContact: 'previous, next contact', help: 'press ? to open or close' },
  find: 'Find in tasks',
};
