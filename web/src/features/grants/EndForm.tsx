/** Ending a view across areas: the reason is chosen, the other area loses the record at once. */
import { Modal } from 'antd';
import { useState } from 'react';
import { endGrant } from '@/api/calls/grants';
import type { EndReason, Grant } from '@/api/grants';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { Conflict, conflictOf } from '@/parts/Conflict';
import { useUi } from '@/words/ui';

/** Ask why, then end it. */
export function EndForm({ row, onClose }: { row: Grant; onClose: () => void }) {
  const { w, text } = useUi();
  const words = w.grants;
  const [reason, setReason] = useState<EndReason | ''>('');
  const end = useWrite(endGrant, { touches: ['grants', 'feed'], onDone: onClose });
  const send = (version: number) => reason !== '' && end.mutate({ id: row.id, version, reason });
  const other = row.to_account ? text(row.to_account.display) : row.to ? text(row.to.name) : w.common.none;
  return (
    <Modal open title={words.endTitle} onCancel={onClose} footer={null}>
      <form style={{ display: 'grid', gap: 10 }} onSubmit={(event) => { event.preventDefault(); send(row.version); }}>
        <p>{words.endHint(other)}</p>
        <label className="fld"><span>{words.reason}</span>
          <select className="in" required value={reason} onChange={(event) => setReason(event.target.value as EndReason | '')}>
            <option value="">{words.choose}</option>
            {Object.entries(words.reasons).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          </select>
        </label>
        {end.isError && !conflictOf(end.error) && <Trouble error={end.error} />}
        <Conflict error={end.error} mine={{ reason: words.reasons[reason] ?? '' }} terms={{ reason: words.reasons }} onKeep={(current) => send(current.version)} onTake={onClose} />
        <span style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={onClose}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={end.isPending || reason === ''}>{end.isPending ? words.ending : words.sure}</button>
        </span>
      </form>
    </Modal>
  );
}
