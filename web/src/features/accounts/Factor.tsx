/** One's own second factor: set up an app, or another in its place; draw recovery codes anew. */
import { Modal } from 'antd';
import { useState } from 'react';
import type { OwnAccount, RecoveryCodes as RecoveryCodesData, Secret } from '@/api/accounts';
import { beginOwnFactor, drawRecoveryCodes, finishOwnFactor } from '@/api/calls/my-account';
import { Status } from '@/parts/Icon';
import { CodeField, RecoveryCodes, SecretPicture } from '@/parts/SecondFactor';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { Dialog } from './Dialog';
import { useAct } from '@/parts/useAct';

/** The section of the second factor. */
export function Factor({ data }: { data: OwnAccount }) {
  const { w, n } = useUi();
  const words = w.accounts.mine;
  const [code, setCode] = useState('');
  const [drawing, setDrawing] = useState(false);
  const begin = useAct<null, Secret>(beginOwnFactor);
  const finish = useAct((shown: string) => finishOwnFactor(shown), begin.reset);
  const draw = useAct<null, RecoveryCodesData>(drawRecoveryCodes, () => setDrawing(false));
  const codes = finish.data?.codes ?? draw.data?.codes;
  const forget = () => { finish.reset(); draw.reset(); setCode(''); };
  return (
    <Section title={words.factor} end={<>
      {data.second_factor && <button type="button" className="btn sm" onClick={() => setDrawing(true)}>{words.draw}</button>}
      <button type="button" className="btn sm" disabled={begin.busy} onClick={() => begin.send(null)}>{data.second_factor ? words.replace : words.setUp}</button>
    </>}>
      <p className="pad">{data.second_factor ? <Status sign="ok">{words.factorOn}</Status> : <Status sign={data.second_factor_required ? 'soon' : 'unk'}>{words.factorOff}</Status>} {data.second_factor_required && words.required} {data.second_factor && words.left(n(data.recovery_codes_left))}</p>
      {begin.trouble}
      {begin.data && <Dialog title={words.setUp} lead={w.signIn.setUp.lead} go={w.signIn.setUp.go} busy={finish.busy} trouble={finish.trouble} onSend={() => finish.send(code)} onClose={begin.reset}>
        <SecretPicture secret={begin.data} /><CodeField label={w.signIn.setUp.label} value={code} onChange={setCode} />
      </Dialog>}
      {drawing && <Dialog title={words.draw} lead={words.drawLead} busy={draw.busy} trouble={draw.trouble} onSend={() => draw.send(null)} onClose={() => setDrawing(false)} />}
      {codes && <Modal open footer={null} closable={false} onCancel={forget}><div style={{ display: 'grid', gap: 10 }}><RecoveryCodes codes={codes} onDone={forget} /></div></Modal>}
    </Section>
  );
}
