/** A section: a heading, what it counts, and actions at the end; a rule, never a floating card. */
import { useId, type ReactNode } from 'react';

type Props = { title: ReactNode; sub?: ReactNode; end?: ReactNode; className?: string; children: ReactNode };

/** Frame a part of a screen with its heading as accessible name. */
export function Section({ title, sub, end, className = '', children }: Props) {
  const id = useId();
  return (
    <section className={`sec ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {sub !== undefined && <span className="sub">{sub}</span>}
        {end !== undefined && <span className="end">{end}</span>}
      </header>
      {children}
    </section>
  );
}
