/** Status shapes and a few signs, drawn as in the reference screens: a status is a shape before it is a colour. */
export type Sign = 'ok' | 'run' | 'soon' | 'over' | 'block' | 'unk' | 'up' | 'dn' | 'phone' | 'chev' | 'back' | 'clock';

const cut = 'var(--panel)';

const shapes: Record<Sign, React.ReactNode> = {
  ok: <><circle cx="8" cy="8" r="7" fill="currentColor" /><path d="M4.6 8.3l2.4 2.4 4.6-5" fill="none" stroke={cut} strokeWidth="1.8" /></>,
  run: <circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" strokeWidth="2" />,
  soon: <><path d="M8 1.2L15.4 14.6H.6z" fill="currentColor" /><path d="M8 6v4M8 11.4v1.6" stroke={cut} strokeWidth="1.6" /></>,
  over: <><rect x="1" y="1" width="14" height="14" fill="currentColor" /><path d="M8 3.6v5.4M8 10.6v2" stroke={cut} strokeWidth="2" /></>,
  block: <><path d="M5 .8h6l4.2 4.2v6L11 15.2H5L.8 11V5z" fill="currentColor" /><path d="M4 8h8" stroke={cut} strokeWidth="2.2" /></>,
  unk: <path d="M8 1.2L14.8 8 8 14.8 1.2 8z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.4 1.6" />,
  up: <path d="M8 13V3M3.5 7.5L8 3l4.5 4.5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  dn: <path d="M8 3v10M3.5 8.5L8 13l4.5-4.5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  phone: <path d="M3 2h3l1.2 3.4L5.6 6.8a8 8 0 003.6 3.6l1.4-1.6L14 10v3a1 1 0 01-1 1A11 11 0 012 3a1 1 0 011-1z" fill="currentColor" />,
  chev: <path d="M6 3l5 5-5 5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  clock: <><circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.8" /><path d="M8 4.4V8l2.6 2" fill="none" stroke="currentColor" strokeWidth="1.6" /></>,
  back: <path d="M10 3L5 8l5 5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

/** Draw one sign; it is always accompanied by a word, so it is hidden from readers. */
export function Icon({ sign, className = '' }: { sign: Sign; className?: string }) {
  return <svg className={`ic ${className}`} viewBox="0 0 16 16" aria-hidden="true">{shapes[sign]}</svg>;
}

export type StatusSign = 'ok' | 'run' | 'soon' | 'over' | 'block' | 'unk';

/** A status: shape, word, colour. */
export function Status({ sign, children }: { sign: StatusSign; children: React.ReactNode }) {
  return <span className={`st st-${sign}`}><Icon sign={sign} />{children}</span>;
}
