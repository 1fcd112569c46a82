/** Words of the resident's page: plain and kind, no jargon. */
import type { me as Zh } from '../zh/me';

export const me: typeof Zh = {
  title: 'My record', hello: (name) => `Hello ${name}`, nothing: 'There is no record about your health here.', joined: 'in another record, which was found to be yours', notOrder: 'This is a proposed schedule, not an order. A real decision is told to you by health staff, in person or in writing.',
  why: 'Why', rule: 'Rule', since: 'From', until: 'Until', decided: 'Decided by', tests: 'Tests', opened: 'Who opened my record', openedNone: 'Nobody has opened your record.', openedAll: (n) => `${n} in all, every one listed here.`, glass: 'emergency', about: 'Ask about this', copy: 'Download all my data (CSV)', ask: 'Complain or correct', askLead: 'The ombudsman answers in writing within 24 hours.', askAbout: 'About the opening you chose', askText: 'What you want to say (10 letters or more)', askSend: 'Send', asked: 'What I asked', askedNone: 'You have not asked anything yet.', sent: (t) => `Sent; answered by ${t}.`, answer: 'Answer', waiting: (t) => `waiting, due ${t}`, complaint: 'complaint', correction: 'correction', kind: 'Kind', noEnd: 'no end has been set yet', nobody: 'nobody has decided yet', today: 'due today', overdue: 'date has passed; call us to catch up', later: 'later',
  urgentNumber: '120', urgent: 'In an emergency, just go', urgentSub: 'No record is asked for, ever', help: 'A question, or something is wrong', helpCall: (n) => `Call ${n}`, signOut: 'Sign out', what: 'What is recorded',
};
