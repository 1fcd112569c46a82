/** Words of the rulebook. */
import type { rulebook as Zh } from '../zh/rulebook';

export const rulebook: typeof Zh = {
  title: 'Rulebook', lead: 'Editions, rules and examples: what a decision rests on, and what another fact or another edition would change',
  search: 'Find', searchHint: 'clauses, numbers, rules, examples: “close contact days”', results: 'What was found', found: (n) => `${n} found`, foundFirst: (shown, n) => `${n} found, the first ${shown} shown; one more word narrows it`, nothingFound: (q) => `Nothing found for “${q}”. Try other or fewer words.`,
  kinds: { rule: 'rule', clause: 'clause', number: 'number', example: 'example' },
  editions: 'Editions', edition: 'Edition', noEditions: 'No edition is installed yet.', line: 'Line', valid: 'In force', stillHolds: 'now', sure: 'How sure the numbers are', review: 'Review', overdue: (n) => `${n} due for review`,
  rules: 'Rules', rule: 'Rule', exampleCount: 'Examples', examplesOf: (n, m) => `${n} examples under ${m} editions`,
  what: 'What would change', supposed: 'All of this is supposed: nothing is stored, nothing is decided about anybody. The address holds the question and can be sent to a colleague.',
  facts: 'Supposed facts', startFrom: 'Start from', blank: 'nothing known', at: 'Decided at (local time)', zone: 'Time zone', beside: 'with what held beside it then', known: 'fill in', changedMark: 'changed', notHere: 'not in this edition', row: (n) => `No. ${n}`, addRow: 'Add one', removeRow: 'Remove',
  firstFill: (list) => `First fill in: ${list}`,
  answer: 'Answer', before: 'The example as it was', with: 'And under another edition', withNone: 'no comparison', differs: 'differs', undecided: 'Can’t be decided yet', refused: 'Facts like these can’t be judged', open: 'open', none: 'none', comma: ', ',
  examples: 'Examples', allHold: (n) => `${n}, all as expected`, someFail: (bad, n) => `${n}, of which ${bad} not as expected`, holds: 'as expected', fails: 'not as expected', take: 'Start from this one', nothingKnown: 'Nothing is known', noExamples: 'This edition has no example of this rule yet.', ofEdition: 'Edition', moreExamples: (n) => `Show more (${n} left)`, asOf: (t) => `decided ${t}`,
  clauses: 'Clauses that the examples quote',
  compare: 'Compare two editions', compareTitle: 'Two editions side by side', old: 'Earlier edition', later: 'Later edition', swap: 'Swap sides', alone: 'The two documents alone', withBeside: 'With what held beside each', changes: (n) => `${n} changes`, nothingChanged: 'Nothing changed.', sameChosen: 'Both sides are the same edition; choose two.', otherDisease: 'These editions are for different diseases and should not be compared; choose two for one disease.', topic: 'What', way: 'Direction', onlyNew: 'not said before', onlyOld: 'no longer said', besideOf: 'In force beside it', show: 'Show', allWays: 'all changes',
};
