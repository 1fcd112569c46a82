/** A row of filters: selects and one search field. It knows no list. */
import { useEffect, useState, type ReactNode } from 'react';
import { useUi } from '@/words/ui';
import type { Filters } from './filters';

export type Choice = { name: string; label: string; options: { value: string; label: string }[]; empty?: string };
type Props = { choices: Choice[]; search?: { name: string; label: string }; filters: Filters; onSet: (name: string, value: string) => void; onClear: () => void; end?: ReactNode };

/** Draw the filters of a list. */
export function FilterBar({ choices, search, filters, onSet, onClear, end }: Props) {
  const { w } = useUi();
  return (
    <form className="filterbar" role="search" aria-label={w.common.filters} onSubmit={(event) => event.preventDefault()}>
      {search && <SearchField {...search} value={filters[search.name] ?? ''} onSet={onSet} />}
      {choices.map((choice) => (
        <label key={choice.name} className="fld">
          <span>{choice.label}</span>
          <select className="in" value={filters[choice.name] ?? ''} onChange={(event) => onSet(choice.name, event.target.value)}>
            <option value="">{choice.empty ?? w.common.all}</option>
            {choice.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
          </select>
        </label>
      ))}
      {Object.keys(filters).length > 0 && <button type="button" className="btn txt" onClick={onClear}>{w.common.reset}</button>}
      <span className="end">{end}</span>
    </form>
  );
}

function SearchField({ name, label, value, onSet }: { name: string; label: string; value: string; onSet: Props['onSet'] }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    const wait = setTimeout(() => typed.trim() !== value && onSet(name, typed.trim()), 300);
    return () => clearTimeout(wait);
  }, [typed, value, name, onSet]);
  return (
    <label className="fld" style={{ flex: '1 1 180px', maxWidth: 280 }}>
      <span>{label}</span>
      <input className="in" type="search" data-find value={typed} onChange={(event) => setTyped(event.target.value)} />
    </label>
  );
}
