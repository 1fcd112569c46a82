/** The four figures that say where the outbreak stands, each with its parts and a link to its rows. */
import type { ReactNode } from 'react';
import type { Curve, Summary } from '@/api/types';
import { Status } from '@/parts/Icon';
import { ThenLink } from '@/parts/then';
import { useUi } from '@/words/ui';
import { Sparkline } from './Sparkline';

type Props = { summary: Summary; curve: Curve | undefined };

/** Draw cases, community-found, contacts and tasks. */
export function Objectives({ summary, curve }: Props) {
  const { w } = useUi();
  return (
    <div className="obj" role="group" aria-label={w.overview.objectives}>
      <CaseFigure summary={summary} curve={curve} />
      <FoundFigure summary={summary} curve={curve} />
      <ContactFigure summary={summary} />
      <TaskFigure summary={summary} />
    </div>
  );
}

type FigureProps = { to: string; big: string; name: string; status?: ReactNode; spark?: ReactNode; children: ReactNode };

function Figure({ to, big, name, status, spark, children }: FigureProps) {
  return (
    <div>
      <p className="name"><b>{name}</b>{status}</p>
      <ThenLink className="big" to={to} aria-label={`${name} ${big}`}>{big}</ThenLink>
      <div className="lines">{children}</div>
      {spark}
    </div>
  );
}

function CaseFigure({ summary, curve }: Props) {
  const { w, n } = useUi();
  const [words, cases] = [w.overview, summary.cases];
  const trend = cases.today === cases.yesterday ? 'same' : cases.today < cases.yesterday ? 'down' : 'up';
  return (
    <Figure to="/cases" big={n(cases.total)} name={words.cases} status={<Status sign={trend === 'up' ? 'soon' : trend === 'down' ? 'ok' : 'run'}>{words.status[trend]}</Status>} spark={curve && <Sparkline values={curve.days.map((day) => day.control + day.screening + day.community + day.unknown)} />}>
      <p>{words.classes(n(cases.confirmed), n(cases.asymptomatic))}{cases.deaths > 0 && <> · {words.deaths(n(cases.deaths))}</>}</p>
      <p>{cases.suspected + cases.probable > 0 ? words.classes2(n(cases.suspected), n(cases.probable)) : words.casesLines(n(cases.today), n(cases.yesterday))}</p>
      <p>{cases.class_unknown > 0 && <><ThenLink className="num" to="/cases?case_class=unknown">{words.otherClass(n(cases.class_unknown))}</ThenLink> · </>}<ThenLink className="num" to="/cases?onset=unknown">{words.onsetUnknown(n(cases.onset_unknown))}</ThenLink></p>
    </Figure>
  );
}

function FoundFigure({ summary, curve }: Props) {
  const { w, n } = useUi();
  const [words, found] = [w.overview, summary.found];
  const known = found.control + found.screening + found.community;
  const share = known === 0 ? null : `${Math.round((100 * found.control) / known)}%`;
  return (
    <Figure to="/cases?found_by=community" big={known === 0 && found.unknown > 0 ? w.common.unknown : n(found.community)} name={words.found}
      status={found.unknown > known ? <Status sign="unk">{words.status.unknown}</Status> : undefined} spark={curve && known > 0 && <Sparkline values={curve.days.map((day) => day.community)} />}>
      <p>{words.foundLine(n(found.control), n(found.screening))}</p>
      {share && <p>{words.foundShare(n(found.control), n(known), share)}</p>}
      <p>{words.foundUnknown(n(found.unknown))}</p>
    </Figure>
  );
}

function ContactFigure({ summary }: { summary: Summary }) {
  const { w, n } = useUi();
  const [words, contacts] = [w.overview, summary.contacts];
  return (
    <Figure to="/contacts" big={n(contacts.total)} name={words.contacts} status={contacts.proposed > 0 ? <Status sign="soon">{words.status.waiting}</Status> : <Status sign="ok">{words.status.none}</Status>}>
      <p><ThenLink className="num" to="/contacts?state=proposed">{words.contactsLine(n(contacts.proposed))}</ThenLink></p>
      <p>{words.contactsLine2(n(contacts.confirmed), n(contacts.refuted))}</p>
      <p>{words.plans(n(summary.plans.total))}</p>
    </Figure>
  );
}

function TaskFigure({ summary }: { summary: Summary }) {
  const { w, n } = useUi();
  const [words, tasks] = [w.overview, summary.tasks];
  return (
    <Figure to="/tasks" big={n(tasks.open)} name={words.tasks} status={tasks.overdue > 0 ? <Status sign="over">{words.status.over}</Status> : <Status sign="ok">{words.status.ok}</Status>}>
      <p><ThenLink className="num" to="/tasks?state=overdue">{words.tasksLine(n(tasks.overdue))}</ThenLink></p>
      <p>{words.tasksLine2(n(tasks.due_today), n(tasks.done_today))}</p>
    </Figure>
  );
}
