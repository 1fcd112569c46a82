/** Who the account is at an institution's sign-in; shown where the installation offers one. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountDetail } from '@/api/accounts';
import { keepingQuery, linkProvider } from '@/api/calls/accounts';
import { useUi } from '@/words/ui';
import { Dialog } from './Dialog';
import { Reason } from './Reason';
import { useAct } from '@/parts/useAct';

/** A line for each institution, with a way to enter the name there. */
export function ProviderLink({ data }: { data: AccountDetail }) {
  const { w } = useUi();
  const words = w.accounts;
  const offered = useQuery(keepingQuery()).data?.providers ?? [];
  const [provider, setProvider] = useState<string | null>(null);
  const [subject, setSubject] = useState('');
  const [reason, setReason] = useState('');
  const link = useAct(linkProvider, () => setProvider(null));
  if (offered.length === 0) return null;
  return (
    <>
      {offered.map((id) => (
        <p key={id}>{words.provider} <b>{id}</b> {data.providers.find((one) => one.provider === id)?.subject ?? <span className="t3">{words.providerNone}</span>}{' '}
          {data.changeable && <button type="button" className="btn sm" onClick={() => setProvider(id)}>{words.providerLink}</button>}</p>
      ))}
      {provider !== null && <Dialog title={words.providerLink} go={w.changes.asking} busy={link.busy} trouble={link.trouble} onSend={() => link.send({ id: data.id, version: data.version, provider, subject, reason })} onClose={() => setProvider(null)}>
        <label className="fld"><span>{words.providerSubject}</span><input className="in" required maxLength={80} value={subject} onChange={(event) => setSubject(event.target.value)} /></label>
        <Reason value={reason} onChange={setReason} />
      </Dialog>}
    </>
  );
}
