/** What an account still has to show after its password: a code, a password of its own, a second factor to set up. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { sessionQuery } from '@/api/calls/session';
import { beginFactor, choosePassword, finishFactor, showCode, showHalves } from '@/api/calls/sign-in-steps';
import { Trouble } from '@/parts/Await';
import { CodeField, RecoveryCodes, SecretPicture } from '@/parts/SecondFactor';
import { useUi } from '@/words/ui';
import { stepOf, useStep, type StepProps } from './useStep';

type FormProps = { title: string; lead: string; error: unknown; busy: boolean; go: string; onSend: () => void; children: ReactNode };

function StepForm({ title, lead, error, busy, go, onSend, children }: FormProps) {
  const { w } = useUi();
  return (
    <form style={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); onSend(); }}>
      <h2>{title}</h2>
      <p className="t2">{lead}</p>
      {children}
      {error !== null && !stepOf(error) && <Trouble error={error} />}
      <button type="submit" className="btn pri" disabled={busy}>{busy ? w.signIn.going : go}</button>
    </form>
  );
}

/** Ask for a code of the app, or a recovery code. */
export function CodeStep(part: StepProps) {
  const { w } = useUi();
  const words = w.signIn.code;
  const [code, setCode] = useState('');
  const show = useStep(showCode, part);
  return (
    <StepForm title={words.title} lead={words.lead} error={show.error} busy={show.isPending} go={words.go} onSend={() => show.mutate(code)}>
      <CodeField label={words.label} value={code} onChange={setCode} />
    </StepForm>
  );
}

/** Ask for the two halves of a code that two colleagues read out. */
export function HalvesStep(part: StepProps) {
  const { w } = useUi();
  const words = w.changes.halves;
  const [value, setValue] = useState({ name: '', first: '', second: '' });
  const show = useStep(showHalves, part);
  const field = (name: 'name' | 'first' | 'second', label: string) => (
    <label className="fld"><span>{label}</span><input className={name === 'name' ? 'in' : 'in mono'} required maxLength={80} autoComplete={name === 'name' ? 'username' : 'one-time-code'} autoCapitalize="none" spellCheck={false} value={value[name]} onChange={(event) => setValue({ ...value, [name]: event.target.value })} /></label>
  );
  return (
    <StepForm title={words.title} lead={words.lead} error={show.error} busy={show.isPending} go={words.go} onSend={() => show.mutate(value)}>
      {field('name', w.signIn.name)}
      {field('first', words.first)}
      {field('second', words.second)}
    </StepForm>
  );
}

/** Ask for a password of one's own. */
export function OwnPasswordStep(part: StepProps) {
  const { w } = useUi();
  const words = w.signIn.own;
  const [password, setPassword] = useState('');
  const choose = useStep(choosePassword, part);
  return (
    <StepForm title={words.title} lead={words.lead} error={choose.error} busy={choose.isPending} go={words.go} onSend={() => choose.mutate(password)}>
      <label className="fld"><span>{words.label}</span><input className="in" type="password" autoComplete="new-password" autoFocus required value={password} onChange={(event) => setPassword(event.target.value)} /></label>
    </StepForm>
  );
}

/** Set up an authenticator app; its recovery codes are shown before going on. */
export function SetUpStep({ onEnter }: StepProps) {
  const { w } = useUi();
  const words = w.signIn.setUp;
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: beginFactor });
  const finish = useMutation({ mutationFn: finishFactor });
  const goOn = async () => {
    const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    if (session) onEnter(session);
  };
  if (finish.data) return <RecoveryCodes codes={finish.data.codes} onDone={() => void goOn()} />;
  if (!begin.data) return (
    <StepForm title={words.title} lead={words.lead} error={begin.error} busy={begin.isPending} go={words.begin} onSend={() => begin.mutate()}>{null}</StepForm>
  );
  return (
    <StepForm title={words.title} lead={words.lead} error={finish.error} busy={finish.isPending} go={words.go} onSend={() => finish.mutate(code)}>
      <SecretPicture secret={begin.data} />
      <CodeField label={words.label} value={code} onChange={setCode} />
    </StepForm>
  );
}
