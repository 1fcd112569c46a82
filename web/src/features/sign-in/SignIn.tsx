/** Sign-in: name and password, then what the account still has to show; one sentence when it fails. What was typed stays. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { sessionQuery } from '@/api/calls/session';
import { signIn } from '@/api/calls/sign-in';
import { comeBack, offerQuery, setOut } from '@/api/calls/sign-in-steps';
import type { Session } from '@/api/types';
import { Trouble } from '@/parts/Await';
import { setServerNow } from '@/time/clock';
import { useUi } from '@/words/ui';
import { CodeStep, HalvesStep, OwnPasswordStep, SetUpStep } from './steps';
import { stepOf, useStep, type Step, type StepProps } from './useStep';

/** The sign-in page. */
export default function SignIn() {
  const { w, lang, setLang } = useUi();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [step, setStep] = useState<Step | 'halves' | null>(null);
  const enter = (session: Session) => {
    setServerNow(session.now, Date.now(), Date.now());
    queries.setQueryData(sessionQuery.queryKey, session);
    const to = search.get('to') ?? '/';
    void navigate(to.startsWith('/') && !to.startsWith('//') ? to : '/', { replace: true });
  };
  const part = { onEnter: enter, onStep: setStep };
  return (
    <main className="signin">
      <div style={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between' }}>
        <h1>Outpace</h1>
        <button type="button" className="btn txt" style={{ height: 28 }} lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>{w.common.otherLanguage}</button>
      </div>
      {step === null && <NameStep {...part} left={search.get('left') !== null} onHalves={() => setStep('halves')} />}
      {step === 'halves' && <HalvesStep {...part} />}
      {step === 'SECOND_FACTOR_NEEDED' && <CodeStep {...part} />}
      {step === 'PASSWORD_TO_CHOOSE' && <OwnPasswordStep {...part} />}
      {step === 'SECOND_FACTOR_TO_SET_UP' && <SetUpStep {...part} />}
      {step !== null && <button type="button" className="btn txt" onClick={() => setStep(null)}>{w.signIn.again}</button>}
    </main>
  );
}

function NameStep({ left, onHalves, ...part }: StepProps & { left: boolean; onHalves: () => void }) {
  const { w } = useUi();
  const words = w.signIn;
  const [input, setInput] = useState({ name: '', password: '' });
  const [shown, setShown] = useState(false);
  const enter = useStep(signIn, part);
  return (
    <>
      <p className="t2">{words.what}</p>
      {left && <p className="t2" role="status">{words.signedOut}</p>}
      <form style={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); enter.mutate(input); }}>
        <label className="fld"><span>{words.name}</span>
          <input className="in" name="name" autoComplete="username" autoFocus required value={input.name} onChange={(event) => setInput({ ...input, name: event.target.value })} /></label>
        <label className="fld"><span>{words.password}</span>
          <input className="in" name="password" type={shown ? 'text' : 'password'} autoComplete="current-password" required value={input.password} onChange={(event) => setInput({ ...input, password: event.target.value })} /></label>
        <label style={{ display: 'flex', gap: 8 }}><input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />{words.show}</label>
        {enter.isError && !stepOf(enter.error) && <Trouble error={enter.error} />}
        <button type="submit" className="btn pri" disabled={enter.isPending}>{enter.isPending ? words.going : words.go}</button>
      </form>
      <button type="button" className="btn txt" onClick={onHalves}>{w.changes.halves.open}</button>
      <Providers {...part} />
    </>
  );
}

/** The institutions' sign-ins of this installation; coming back from one finishes it. */
function Providers(part: StepProps) {
  const { w, text } = useUi();
  const [search] = useSearchParams();
  const offer = useQuery(offerQuery);
  const leave = useMutation({ mutationFn: setOut, onSuccess: ({ url }) => window.location.assign(url) });
  const back = useStep(comeBack, part);
  const [provider, code, state] = ['provider', 'code', 'state'].map((name) => search.get(name));
  const returned = useRef(false);
  useEffect(() => {
    if (!provider || !code || !state || returned.current) return;
    returned.current = true;
    back.mutate({ provider, code, state });
  }, [provider, code, state, back]);
  const failed = back.isError && !stepOf(back.error) ? back.error : leave.error;
  return (
    <>
      {failed && <Trouble error={failed} />}
      {offer.data?.providers.map((one) => <button key={one.id} type="button" className="btn" disabled={leave.isPending || back.isPending} onClick={() => leave.mutate(one.id)}>{w.signIn.with(text(one.name))}</button>)}
      {offer.data && !offer.data.second_factor && <p className="t3">{w.signIn.noFactor}</p>}
    </>
  );
}
