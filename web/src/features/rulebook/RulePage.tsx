/** One rule: what it decides, what would change, its examples and the clauses that these quote. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ruleQuery } from '@/api/calls/rules';
import type { RulePage as Page, WorkedExample } from '@/api/rulebook';
import { Await } from '@/parts/Await';
import { ClauseChip } from '@/parts/ClauseChip';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Asking } from './Asking';
import { Examples } from './Examples';
import { useQuestion } from './question';
import './rulebook.css';

/** The rule of the address. */
export default function RulePage() {
  const name = useParams().name ?? '';
  const query = useQuery(ruleQuery(name));
  return <Await query={query} rows={14}>{(page) => <Rule key={page.name} page={page} />}</Await>;
}

function Rule({ page }: { page: Page }) {
  const { w, n, text } = useUi();
  const words = w.rulebook;
  const question = useQuestion(page.editions);
  const [search, setSearch] = useSearchParams();
  const shown = search.get('of') ?? '';
  const show = useCallback((label: string) => setSearch((was) => {
    const next = new URLSearchParams(was);
    if (label === '') next.delete('of');
    else next.set('of', label);
    return next;
  }, { replace: true }), [setSearch]);
  const take = (one: WorkedExample, index: number) => {
    question.take(one, index);
    document.querySelector('.asking')?.scrollIntoView({ block: 'start' });
  };
  const clauses = page.clauses.filter((clause) => shown === '' || clause.label.startsWith(`${shown} `));
  return (
    <div className="rulebook">
      <div className="pagehead"><Link to="/rulebook">{words.title}</Link><h1>{text(page.title)}</h1><span className="sub">{words.examplesOf(n(page.example_count), n(page.editions.length))}</span><p className="about">{text(page.about)}</p></div>
      <Asking page={page} question={question} />
      <Examples page={page} edition={shown} onEdition={show} onTake={take} />
      <Section title={words.clauses} sub={n(clauses.length)}><p className="chips">{clauses.map((clause) => <ClauseChip key={clause.label} clause={clause} />)}</p></Section>
    </div>
  );
}
