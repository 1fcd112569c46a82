/** Sign-in: name, password, one sentence when it fails. What was typed stays. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { sessionQuery } from '@/api/calls/session';
import { signIn } from '@/api/calls/sign-in';
import { Trouble } from '@/parts/Await';
import { setServerNow } from '@/time/clock';
import { useUi } from '@/words/ui';

/** The sign-in page. */
export default function SignIn() {
  const { w, lang, setLang } = useUi();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [input, setInput] = useState({ name: '', password: '' });
  const [shown, setShown] = useState(false);
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      setServerNow(session.now, Date.now(), Date.now());
      queries.setQueryData(sessionQuery.queryKey, session);
      const to = search.get('to') ?? '/';
      void navigate(to.startsWith('/') && !to.startsWith('//') ? to : '/', { replace: true });
    },
  });
  const words = w.signIn;
  return (
    <main className="signin">
      <div style={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between' }}>
        <h1>Outpace</h1>
        <button type="button" className="btn txt" style={{ height: 28 }} lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>{w.common.otherLanguage}</button>
      </div>
      <p className="t2">{words.what}</p>
      {search.get('left') && <p className="t2" role="status">{words.signedOut}</p>}
      <form style={{ display: 'contents' }} onSubmit={(event) => { event.preventDefault(); enter.mutate(input); }}>
        <label className="fld"><span>{words.name}</span>
          <input className="in" name="name" autoComplete="username" autoFocus required value={input.name} onChange={(event) => setInput({ ...input, name: event.target.value })} /></label>
        <label className="fld"><span>{words.password}</span>
          <input className="in" name="password" type={shown ? 'text' : 'password'} autoComplete="current-password" required value={input.password} onChange={(event) => setInput({ ...input, password: event.target.value })} /></label>
        <label style={{ display: 'flex', gap: 8 }}><input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />{words.show}</label>
        {enter.isError && <Trouble error={enter.error} />}
        <button type="submit" className="btn pri" disabled={enter.isPending}>{enter.isPending ? words.going : words.go}</button>
      </form>
    </main>
  );
}
