/** Why a change is asked for: whoever confirms it judges by this. */
import { useUi } from '@/words/ui';

/** A field for one sentence. */
export function Reason({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { w } = useUi();
  return <label className="fld"><span>{w.changes.reason}</span><input className="in" required minLength={4} maxLength={1000} autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} /></label>;
}
