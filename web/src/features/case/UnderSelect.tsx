/** The way from a case to the same case under another edition of its disease. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { editionsQuery } from '@/api/calls/editions';
import { useUi } from '@/words/ui';

/** Choose another edition of the same disease for a case. */
export function UnderSelect({ id, current, value = '' }: { id: string; current: string | null; value?: string }) {
  const { w, text } = useUi();
  const go = useNavigate();
  const all = useQuery({ ...editionsQuery(), staleTime: Infinity }).data?.items ?? [];
  const own = all.find((one) => one.id === current);
  const others = all.filter((one) => own && one.id !== own.id && one.disease_id === own.disease_id && one.kind === 'prevention');
  if (others.length === 0) return null;
  return (
    <select className="in under-pick" aria-label={w.caseUnder.choose} value={value} onChange={(event) => void go(`/cases/${id}/under/${encodeURIComponent(event.target.value)}`)}>
      <option value="" disabled>{w.caseUnder.choose}</option>
      {others.map((one) => <option key={one.id} value={one.id}>{`${one.label} ${text(one.title)}`}</option>)}
    </select>
  );
}
