/** Choosing an area from the top down: each choice opens the areas below it; the deepest choice counts. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { areasQuery } from '@/api/calls/areas';
import type { AreaRef } from '@/api/types';
import { useUi } from '@/words/ui';

type Props = { top: AreaRef[]; onChange: (area: AreaRef | null) => void };

/** Draw the steps below the areas in `top`. */
export function AreaSteps({ top, onChange }: Props) {
  const { w } = useUi();
  const [path, setPath] = useState<AreaRef[]>(() => (top.length === 1 ? [top[0]!] : []));
  const take = (depth: number, area: AreaRef | null) => {
    const next = [...path.slice(0, depth), ...(area ? [area] : [])];
    setPath(next);
    onChange(next[next.length - 1] ?? null);
  };
  return (
    <fieldset className="steps">
      <legend className="t3">{w.caseWords.moveTo}</legend>
      <Step label={w.caseWords.areaStep(1)} areas={top} value={path[0]} onTake={(area) => take(0, area)} />
      {path.map((above, index) => <Below key={above.id} label={w.caseWords.areaStep(index + 2)} above={above} value={path[index + 1]} onTake={(area) => take(index + 1, area)} />)}
    </fieldset>
  );
}

function Below({ above, ...rest }: Omit<StepProps, 'areas'> & { above: AreaRef }) {
  const areas = useQuery(areasQuery(above.id)).data?.items ?? [];
  return areas.length === 0 ? null : <Step areas={areas} {...rest} />;
}

type StepProps = { label: string; areas: AreaRef[]; value: AreaRef | undefined; onTake: (area: AreaRef | null) => void };

function Step({ label, areas, value, onTake }: StepProps) {
  const { w, text } = useUi();
  return (
    <select className="in" aria-label={label} value={value?.id ?? ''} onChange={(event) => onTake(areas.find((one) => one.id === event.target.value) ?? null)}>
      <option value="">{w.caseWords.areaChoose}</option>
      {areas.map((area) => <option key={area.id} value={area.id}>{text(area.name)}</option>)}
    </select>
  );
}
