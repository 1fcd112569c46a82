/** "What would change": facts in a form, one or two editions, both answers beside each other. Supposed, never stored. */
import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { answerQuery } from '@/api/calls/ask-rule';
import { editionsQuery } from '@/api/calls/editions';
import type { Given, RulePage, WorkedExample } from '@/api/rulebook';
import { Skeleton, Trouble } from '@/parts/Await';
import { Status } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Answer, useRows } from './Answer';
import { EditionSelect } from './EditionSelect';
import { FactForm } from './FactForm';
import { changedPaths, lacking, tidy } from './facts';
import type { Supposed, useQuestion } from './question';

const pause = 350;
type Props = { page: RulePage; question: ReturnType<typeof useQuestion> };

/** Draw the form and the answers. */
export function Asking({ page, question }: Props) {
  const { w, text } = useUi();
  const words = w.rulebook;
  const { supposed, change, take, empty } = question;
  const example = supposed.example === null ? null : (page.examples[supposed.example] ?? null);
  const [given, setGiven] = useTyped(supposed.given, (next) => change({ given: JSON.stringify(next) }));
  const changed = useMemo(() => (example ? changedPaths(tidy(given, page.facts), tidy(example.given, page.facts)) : new Set<string>()), [example, given, page.facts]);
  return (
    <Section title={words.what} sub={<span className="supposed">{words.supposed}</span>} className="asking">
      <div className="askgrid">
        <form className="pad" aria-label={words.facts} onSubmit={(event) => event.preventDefault()}>
          <label className="fld"><span>{words.startFrom}</span>
            <select className="in" value={supposed.example ?? ''} onChange={(event) => (event.target.value === '' ? empty() : take(page.examples[Number(event.target.value)]!, Number(event.target.value)))}>
              <option value="">{words.blank}</option>
              {page.examples.map((one, index) => <option key={index} value={index}>{`${one.label} · ${text(one.title)}`}</option>)}
            </select></label>
          <When supposed={supposed} page={page} change={change} />
          <FactForm fields={page.facts} given={given} codes={page.codes[supposed.edition]} zone={supposed.zone} changed={changed} onChange={setGiven} />
        </form>
        <Answers page={page} supposed={{ ...supposed, given }} example={example} changed={changed.size > 0} onOther={(other) => change({ other })} />
      </div>
    </Section>
  );
}

function When({ supposed, page, change }: { supposed: Supposed; page: RulePage; change: Props['question']['change'] }) {
  const { w, zone } = useUi();
  const words = w.rulebook;
  const zones = [...new Set([zone, supposed.zone, ...page.examples.map((one) => one.zone)])].sort();
  return (
    <div className="factgrid">
      <label className="fld"><span>{words.edition}</span><EditionSelect value={supposed.edition} onChange={(edition) => change({ edition })} /></label>
      <label className="fld"><span>{words.at}</span><input className="in" type="datetime-local" required value={supposed.at} onChange={(event) => event.target.value && change({ at: event.target.value })} /></label>
      <label className="fld"><span>{words.zone}</span><select className="in" value={supposed.zone} onChange={(event) => change({ zone: event.target.value })}>{zones.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
      <label className="tick"><input type="checkbox" checked={supposed.beside} onChange={(event) => change({ beside: event.target.checked ? '' : '0' })} /> {words.beside}</label>
    </div>
  );
}

type AnswersProps = { page: RulePage; supposed: Supposed; example: WorkedExample | null; changed: boolean; onOther: (id: string) => void };

function Answers({ page, supposed, example, changed, onOther }: AnswersProps) {
  const { w, text } = useUi();
  const words = w.rulebook;
  const rows = useRows(supposed.zone);
  const missing = lacking(tidy(supposed.given, page.facts), page.facts);
  const first = useAnswer(page, supposed, supposed.edition);
  const second = useAnswer(page, supposed, supposed.other);
  const beside = supposed.other !== '' ? second.data : changed && example ? example.answer : undefined;
  const label = useLabel();
  if (missing.length > 0) return <div className="answers" aria-live="polite"><p className="pad"><Status sign="unk">{words.firstFill([...new Set(missing.map((one) => text(one.label)))].join(words.comma))}</Status></p></div>;
  return (
    <div className="answers" aria-live="polite">
      <Side title={supposed.other === '' ? words.answer : label(supposed.edition)} query={first}>{first.data && <Answer answer={first.data} zone={supposed.zone} other={beside ? rows(beside) : null} />}</Side>
      {supposed.other !== '' && <Side title={label(supposed.other)} query={second}>{second.data && <Answer answer={second.data} zone={supposed.zone} other={first.data ? rows(first.data) : null} />}</Side>}
      {supposed.other === '' && changed && example && <Side title={words.before}><Answer answer={example.answer} zone={example.zone} other={first.data ? rows(first.data) : null} /></Side>}
      <label className="fld pad"><span>{words.with}</span><EditionSelect value={supposed.other} onChange={onOther} empty={words.withNone} /></label>
    </div>
  );
}

function Side({ title, query, children }: { title: string; query?: ReturnType<typeof useAnswer>; children: ReactNode }) {
  return (
    <section className={query?.isFetching ? 'side waiting' : 'side'}>
      <h3>{title}</h3>
      {query?.isError ? <Trouble error={query.error} /> : query?.isPending && query.isFetching ? <Skeleton rows={3} /> : children}
    </section>
  );
}

function useAnswer(page: RulePage, supposed: Supposed, edition: string) {
  const question = { edition, as_of: supposed.at, zone: supposed.zone, beside: supposed.beside, area: supposed.area, given: JSON.stringify(tidy(supposed.given, page.facts)) };
  const settled = useSettled(JSON.stringify(question));
  return useQuery({ ...answerQuery(page.name, JSON.parse(settled) as typeof question), enabled: edition !== '' && lacking(tidy(supposed.given, page.facts), page.facts).length === 0, placeholderData: keepPreviousData });
}

function useLabel(): (id: string) => string {
  const { text } = useUi();
  const editions = useQuery({ ...editionsQuery(), staleTime: Infinity }).data?.items ?? [];
  return (id) => {
    const found = editions.find((one) => one.id === id);
    return found ? `${found.label} ${text(found.title)}` : '';
  };
}

/** Hold back a value until it has rested a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const wait = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(wait);
  }, [value]);
  return settled;
}

/** Facts while they are typed; the address follows when they have rested. */
function useTyped(kept: Given, keep: (given: Given) => void): [Given, (given: Given) => void] {
  const [typed, setTyped] = useState(kept);
  const stored = JSON.stringify(kept);
  useEffect(() => setTyped(JSON.parse(stored) as Given), [stored]);
  useEffect(() => {
    const text = JSON.stringify(typed);
    const wait = setTimeout(() => text !== stored && keep(typed), pause);
    return () => clearTimeout(wait);
  }, [typed]); // eslint-disable-line react-hooks/exhaustive-deps
  return [typed, setTyped];
}
