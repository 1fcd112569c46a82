/** Moving a case to the area it belongs to: the area it leaves loses it at once; contacts stay where they are recorded. */
import { Modal } from 'antd';
import { useState } from 'react';
import { transferCase } from '@/api/calls/transfer-case';
import type { AreaRef, CasePage } from '@/api/types';
import { useWrite } from '@/api/write';
import { AreaSteps } from '@/parts/AreaSteps';
import { Trouble } from '@/parts/Await';
import { Conflict, conflictOf } from '@/parts/Conflict';
import { useDesk } from '@/parts/desk';
import { useUi } from '@/words/ui';

/** Ask for the area and the reason. */
export function TransferForm({ data, onClose }: { data: CasePage; onClose: () => void }) {
  const { w, text } = useUi();
  const words = w.caseWords;
  const [area, setArea] = useState<AreaRef | null>(null);
  const [why, setWhy] = useState('');
  const move = useWrite(transferCase, { touches: ['case', 'cases', 'figures', 'contacts', 'tasks', 'feed'], onDone: onClose });
  const send = (version: number) => area && move.mutate({ id: data.id, version, area: area.id, why });
  return (
    <Modal open title={`${words.moveTitle} · ${data.number}`} onCancel={onClose} footer={null}>
      <form style={{ display: 'grid', gap: 10 }} onSubmit={(event) => { event.preventDefault(); send(data.version); }}>
        <p className="t2">{words.moveHint(data.area ? text(data.area.name) : w.cases.areaUnknown)}</p>
        <AreaSteps top={useDesk().session.account.areas} onChange={setArea} />
        <label className="fld"><span>{words.why} · {words.moveWhy}</span><textarea className="in" rows={3} required value={why} onChange={(event) => setWhy(event.target.value)} /></label>
        {move.isError && !conflictOf(move.error) && <Trouble error={move.error} />}
        <Conflict error={move.error} mine={{ area: area ? text(area.name) : '' }} onKeep={(current) => send(current.version)} onTake={onClose} />
        <span style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={onClose}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={move.isPending || area === null || area.id === data.area?.id}>{move.isPending ? words.sending : words.moveSend}</button>
        </span>
      </form>
    </Modal>
  );
}
