/** The foot of a keyset list: how many are shown of how many, and one more page. */
import { useUi } from '@/words/ui';

type Props = { shown: number; total: number; more: boolean; busy: boolean; onMore: () => void };

/** Offer the next page. */
export function Pages({ shown, total, more, busy, onMore }: Props) {
  const { w, n } = useUi();
  return (
    <div className="pad" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
      <span className="sub" role="status">{w.common.shown(n(shown), n(total))}</span>
      {more && <button type="button" className="btn sm" disabled={busy} onClick={onMore}>{busy ? w.common.loading : w.common.more}</button>}
    </div>
  );
}
