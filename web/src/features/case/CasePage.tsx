/** One case: who, since when, its chain, its contacts, why it is held what it is, what was corrected, who looked. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { caseQuery } from '@/api/calls/case';
import type { CasePage as CaseData } from '@/api/types';
import { Await } from '@/parts/Await';
import { useDesk } from '@/parts/desk';
import { useUi } from '@/words/ui';
import { CaseChain } from './CaseChain';
import { CaseHead } from './CaseHead';
import { CaseTasks } from './CaseTasks';
import { ContactsPane } from './ContactsPane';
import { CorrectionForm } from './CorrectionForm';
import { ExposureForm } from './ExposureForm';
import { ExposureList } from './ExposureList';
import { Corrections, OpenedBy } from './History';
import { ReasonsPane } from './ReasonsPane';
import { SamePerson } from './SamePerson';
import { TransferForm } from './TransferForm';
import { UnderSelect } from './UnderSelect';
import { Timeline } from './Timeline';
import './case.css';

/** The case of the address. */
export default function CasePage() {
  const id = useParams().id ?? '';
  const query = useQuery(caseQuery(id));
  return <Await query={query} rows={14}>{(data) => <CaseScreen key={data.id} data={data} />}</Await>;
}

function CaseScreen({ data }: { data: CaseData }) {
  const { w } = useUi();
  const [search] = useSearchParams();
  const { session } = useDesk();
  const edition = session.incidents.find((one) => one.id === data.incident_id)?.edition?.id ?? null;
  const [form, setForm] = useState<'correct' | 'expose' | 'move' | null>(search.has('expose') ? 'expose' : null);
  return (
    <article className="case" aria-label={data.number}>
      <CaseHead data={data} end={<>
        <UnderSelect id={data.id} current={edition} />
        {session.account.role === 'commander' && <button type="button" className="btn" onClick={() => setForm('move')}>{w.caseWords.move}</button>}
        <button type="button" className="btn" onClick={() => setForm('correct')}>{w.caseWords.correct}</button>
        <button type="button" className="btn pri" onClick={() => setForm('expose')}>{w.caseWords.expose}</button>
      </>} />
      <div className="casemain">
        <div><Timeline rows={data.timeline} /></div>
        <div><CaseChain id={data.id} data={data} /><ContactsPane data={data} /><ExposureList rows={data.exposures} zone={data.zone} /><CaseTasks tasks={data.tasks} /></div>
        <div><ReasonsPane decisions={data.decisions} recorded={data.case_class} /><SamePerson data={data} /><Corrections rows={data.corrections} /><OpenedBy rows={data.opened_by} /></div>
      </div>
      {form === 'correct' && <CorrectionForm data={data} onClose={() => setForm(null)} />}
      {form === 'move' && <TransferForm data={data} onClose={() => setForm(null)} />}
      {form === 'expose' && <ExposureForm caseId={data.id} contacts={data.contacts} onClose={() => setForm(null)} />}
    </article>
  );
}
