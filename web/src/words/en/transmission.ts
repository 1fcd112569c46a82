/** Words of the transmission page. Links are transmission links, never traced contacts. */
import type { transmission as Zh } from '../zh/transmission';

export const transmission: typeof Zh = {
  title: 'Transmission',
  sub: (links, infectees, ambiguous) => `${links} transmission links, ${infectees} cases with a source, ${ambiguous} of them ambiguous`,
  known: (known, total) => `${known} of ${total} cases known`,
  knownOnly: (known) => `${known} cases known; the reported total is unknown`,
  source: (s) => `reported total from: ${s}`,
  outside: (n) => `${n} links come from outside your area`,
  notContacts: 'Lines here are transmission links, not traced persons.',
  graph: {
    title: 'Chains', generation: (n) => `Gen ${n}`, noGeneration: 'Gen unknown', dashed: 'source ambiguous',
    label: (nodes, edges) => `Transmission chain, ${nodes} cases, ${edges} links`, truncated: (drawn, total) => `This component has ${total} cases; the nearest ${drawn} are drawn.`, none: 'No transmission links.',
  },
  components: { title: 'Components', size: 'Cases', roots: 'Roots', generations: 'Generations', pick: 'Show this one', number: 'No.', empty: 'No transmission links yet. Import a link file and the components are listed here.', lone: (n) => `${n} more cases have no link` },
  offspring: { title: 'Who infected most', case: 'Case', all: 'Offspring', certain: 'Only source', unsure: 'Source ambiguous', empty: 'No transmission links yet.', note: 'Offspring includes cases with several candidate sources; those with one source stand beside it.' },
  delays: {
    title: 'Onset to diagnosis', sub: (n, unknown, negative) => `${n} cases measured · ${unknown} with a date unknown · ${negative} diagnosed before onset`,
    week: 'Diagnosed in', n: 'Cases', median: 'Median (d)', p80: 'p80 (d)', min: 'Shortest', max: 'Longest', unknown: 'Date unknown', empty: 'No case has both dates.', days: 'days',
    summary: (weeks) => `Delay by week of diagnosis over ${weeks} weeks; the table below has the figures`,
  },
  followUp: {
    title: 'Follow-up end, had they been traced', sub: (total, unknown) => `${total} cases with a source, last exposure unknown for ${unknown}`,
    infectee: 'Case', last: 'Last exposure', end: 'Follow-up to', clause: 'Clause', reason: 'Reason', links: 'Transmission links', empty: 'No case has a source.', what: 'A date worked out from the edition for a case that did not happen; it decides nothing about anybody.',
  },
};
