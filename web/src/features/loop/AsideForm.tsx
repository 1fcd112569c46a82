/** Setting an event aside: the reason is asked and stands in the ledger. */
import { Modal } from 'antd';
import { useState } from 'react';
import { setFailureAside } from '@/api/calls/set-failure-aside';
import type { LoopFailure } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { useUi } from '@/words/ui';

/** Ask why, then set the event aside. */
export function AsideForm({ row, onClose }: { row: LoopFailure; onClose: () => void }) {
  const { w } = useUi();
  const [why, setWhy] = useState('');
  const aside = useWrite(setFailureAside, { touches: ['loop'], onDone: onClose });
  return (
    <Modal open title={w.loop.asideTitle} onCancel={onClose} footer={null}>
      <form style={{ display: 'grid', gap: 10 }} onSubmit={(event) => { event.preventDefault(); aside.mutate({ id: row.id, version: row.version, why }); }}>
        <p>{w.loop.asideHint}</p>
        <label className="fld"><span>{w.loop.why}</span><textarea className="in" rows={3} required maxLength={1000} value={why} onChange={(event) => setWhy(event.target.value)} /></label>
        {aside.isError && <Trouble error={aside.error} />}
        <span style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={onClose}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={aside.isPending}>{w.loop.aside}</button>
        </span>
      </form>
    </Modal>
  );
}
