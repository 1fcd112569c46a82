/** A choice of one edition, grouped by disease. */
import { useQuery } from '@tanstack/react-query';
import { editionsQuery } from '@/api/calls/editions';
import type { EditionRow } from '@/api/types';
import { useUi } from '@/words/ui';

/** Choose an edition by disease; `empty` offers none. */
export function EditionSelect({ value, onChange, empty, only }: { value: string; onChange: (id: string) => void; empty?: string; only?: (edition: EditionRow) => boolean }) {
  const { text } = useUi();
  const editions = useQuery({ ...editionsQuery(), staleTime: Infinity }).data?.items ?? [];
  const shown = only ? editions.filter(only) : editions;
  const diseases = [...new Map(shown.map((one) => [one.disease_id, one.disease])).entries()];
  return (
    <select className="in" value={value} onChange={(event) => onChange(event.target.value)}>
      {empty !== undefined && <option value="">{empty}</option>}
      {diseases.map(([id, name]) => <optgroup key={id} label={text(name)}>{shown.filter((one) => one.disease_id === id).map((one) => <option key={one.id} value={one.id}>{`${one.label} ${text(one.title)}`}</option>)}</optgroup>)}
    </select>
  );
}
