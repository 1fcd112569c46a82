/** A pane that scrolls and may hold nothing to focus: the keyboard reaches it by itself, and a reader hears its name. */
import type { CSSProperties, ReactNode } from 'react';

type Props = { label: string; style?: CSSProperties; children: ReactNode };

/** Frame what may be longer than its room; `label` names it. */
export function Scroll({ label, style, children }: Props) {
  return <div className="scroll" style={style} tabIndex={0} role="group" aria-label={label}>{children}</div>;
}
