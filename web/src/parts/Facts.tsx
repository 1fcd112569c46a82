/** A line of named facts. */
import { Fragment, type ReactNode } from 'react';

/** Write name and value pairs; the caller says what is unknown. */
export function Facts({ items, className = '' }: { items: [string, ReactNode][]; className?: string }) {
  return (
    <dl className={`facts ${className}`}>
      {items.map(([name, value]) => <div key={name}><Fragment><dt>{name}</dt><dd>{value}</dd></Fragment></div>)}
    </dl>
  );
}
