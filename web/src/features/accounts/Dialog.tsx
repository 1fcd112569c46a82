/** A dialog with a form: a title, what to know first, fields, and two buttons. */
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useUi } from '@/words/ui';

type Props = { title: string; lead?: string; go?: string; busy: boolean; trouble: ReactNode; onSend: () => void; onClose: () => void; children?: ReactNode };

/** Draw the dialog. */
export function Dialog({ title, lead, go, busy, trouble, onSend, onClose, children }: Props) {
  const { w } = useUi();
  return (
    <Modal open title={title} onCancel={onClose} footer={null}>
      <form style={{ display: 'grid', gap: 10 }} onSubmit={(event) => { event.preventDefault(); onSend(); }}>
        {lead && <p>{lead}</p>}
        {children}
        {trouble}
        <span style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={onClose}>{w.common.cancel}</button>
          <button type="submit" className="btn pri" disabled={busy}>{busy ? w.accounts.sending : (go ?? w.accounts.send)}</button>
        </span>
      </form>
    </Modal>
  );
}
