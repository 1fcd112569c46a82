/** Confirm that it's you: asked when the desk says STEP_UP_NEEDED, then the act is sent again. Knows no act. */
import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { confirmYou } from '@/api/calls/my-account';
import { ApiProblem } from '@/api/problem';
import { useUi } from '@/words/ui';
import { Trouble } from './Await';

type Way = 'code' | 'password';

/** What the desk asks to confirm with; null when the error is another one. */
export function stepUpOf(error: unknown): Way | null {
  if (!(error instanceof ApiProblem) || error.code !== 'STEP_UP_NEEDED') return null;
  return (error.more.params as { by?: Way } | undefined)?.by ?? 'password';
}

/** Ask for code or password when `error` wants it; `onConfirmed` sends the act again. */
export function ConfirmYou({ error, onConfirmed, onCancel }: { error: unknown; onConfirmed: () => void; onCancel: () => void }) {
  const { w } = useUi();
  const words = w.accounts.confirm;
  const way = stepUpOf(error);
  const [shown, setShown] = useState('');
  const confirm = useMutation({ mutationFn: confirmYou, onSuccess: () => { setShown(''); onConfirmed(); } });
  if (way === null) return null;
  return (
    <Modal open title={words.title} onCancel={onCancel} footer={null}>
      <form style={{ display: 'grid', gap: 10 }} onSubmit={(event) => { event.preventDefault(); confirm.mutate(shown); }}>
        <p>{words.lead[way]}</p>
        <label className="fld"><span>{words.label[way]}</span>
          <input className="in" type={way === 'password' ? 'password' : 'text'} autoComplete={way === 'password' ? 'current-password' : 'one-time-code'} autoFocus required value={shown} onChange={(event) => setShown(event.target.value)} /></label>
        <p className="t3">{words.note}</p>
        {confirm.isError && <Trouble error={confirm.error} />}
        <span style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={onCancel}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={confirm.isPending}>{words.go}</button>
        </span>
      </form>
    </Modal>
  );
}
