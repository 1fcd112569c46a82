/** Words about opening a person: the button, break-glass, the log of openings and its reviews. */
import type { openings as Zh } from '../zh/openings';

export const openings: typeof Zh = {
  show: 'Show name and number', showShort: 'Show', showFor: (what) => `Show name and number: ${what}`, hint: 'Each look is on record; the person can see it', until: (t) => `in sight until ${t}`, noPhone: 'no number recorded', noName: 'no name recorded', emergency: 'It is an emergency',
  purpose: { call: 'to call', 'trace contacts': 'to trace contacts', 'check who it is': 'to check who it is', 'break the glass': 'emergency', 'answer a request': 'to answer the person', 'open case': 'to read the case', 'find a person': 'to find a person' },
  glass: {
    title: 'Open in an emergency', lead: 'This person is not part of your work now. In a real emergency you can open her for at most 4 hours. Commander and ombudsman see it at once, and another person reviews it within 72 hours, else your account is suspended until somebody does.', person: 'Person', reason: 'Reason', why: 'What is happening (the reviewer will judge by it)', ask: 'Confirm and open', done: (t) => `Open until ${t}.`, review: (t) => `Review due ${t}`,
    confirm: 'Please confirm that it’s you', code: 'Code or password', sure: 'Confirm', choose: 'choose',
    reasons: { urgent_care: 'urgent care', danger: 'somebody is in danger', handover: 'the colleague in charge can’t be reached', mix_up: 'two persons may be mixed up' },
  },
  due: { waiting: (n, t) => `${n} emergency openings wait for your review. Without it by ${t} a colleague’s account is suspended.`, go: 'Review', own: (t) => `Nobody has reviewed your emergency opening yet. Without a review by ${t} your account is suspended: call your commander or the ombudsman now.` },
  find: { title: 'Find a person', lead: 'By a whole number, or by full name and birth date. Every search is on record, and whoever is found can see it.', key: 'Search by', value: 'Number or name', birth: 'Birth date', go: 'Find', none: 'Nobody found, or nobody in your area.', keys: { number: 'case number', id_number: 'document number', phone: 'telephone number', name_birth: 'name and birth date' }, links: 'Records', name: 'Name', kinds: { case: 'case', contact: 'contact' } },
  log: {
    title: 'Openings', sub: 'who opened whose record, and for what', account: 'Account', person: 'Person', purpose: 'Purpose', glass: 'Emergencies', glassYes: 'emergencies only', accountHint: 'Account id acc_…', personHint: 'Person id per_…', empty: 'No opening fits these filters.',
    col: { at: 'When', who: 'Account', office: 'Office and role', person: 'Person', purpose: 'Purpose', level: 'What was seen', because: 'Because of' }, kinds: { task: 'task', case: 'case', contact: 'contact', glass: 'emergency', request: 'request', match: 'pair compared' }, levels: { record: 'record, name masked', search: 'search hit, name masked', assigned: 'name, in the list of assigned work', identity: 'name and number' },
  },
  review: {
    title: 'Reviews', sub: 'emergencies, stopped accounts, residents’ requests', waiting: (n) => `${n} waiting`, glasses: 'Opened in an emergency', stops: 'Accounts stopped', requests: 'What residents ask about their records', limits: 'Limits of this installation', none: 'Nothing is waiting.', settled: 'Settled',
    due: (t) => `review due ${t}`, overdue: 'review overdue, the account is suspended until it comes', mine: 'This is your own; somebody else reviews it', said: 'Reason given', approve: 'Approve', object: 'Object', text: 'Why (10 letters or more)', release: 'Give the right back', answer: 'Answer', answerText: 'Your answer (10 letters or more)', answered: 'answered', send: 'Send',
    verdict: { approved: 'approved', objected: 'objected' }, by: (who, t) => `${who} · ${t}`, opened: 'opening persons', glassRight: 'opening in an emergency', stopped: (right) => `stopped: ${right}`, released: 'right given back', count: (n) => `${n} times`,
    causes: { opens_hour: 'limit of openings in an hour reached', opens_day: 'limit of openings in a day reached', refusals_hour: 'tried to open unlinked persons again and again', searches_hour: 'limit of searches in an hour reached', unreviewed: 'an emergency opening was not reviewed in time', objected: 'a reviewer objected to an emergency opening' },
    kinds: { complaint: 'complaint', correction: 'correction' }, about: 'about this opening', log: 'What this account opened', limit: 'Limit', value: 'Figure', source: 'Source',
    names: { warn_first: 'first reminder before a review is due', warn_last: 'last reminder before a review is due', change: 'a change to an account is confirmed within', way_in: 'two halves of a code are good for', opens_hour: 'openings in an hour', opens_day: 'openings in a day', searches_hour: 'searches in an hour', refusals_hour: 'refusals in an hour', found_most: 'found by one search, at most', in_sight: 'one opening stays in sight', assigned: 'a name stays in the list of assigned work', glass: 'an emergency opening lasts', review: 'an emergency is reviewed within', answer: 'a request is answered within' },
    units: { 'persons per hour': 'persons per hour', 'persons per day': 'persons per day', 'searches per hour': 'searches per hour', 'refusals per hour': 'refusals per hour', 'persons per search': 'persons', minutes: 'minutes', hours: 'hours' },
  },
};
