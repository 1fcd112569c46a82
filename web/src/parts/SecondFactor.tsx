/** Pieces of setting up a second factor: the picture to scan, the field for a code, the recovery codes shown once. */
import type { Secret } from '@/api/accounts';
import { useUi } from '@/words/ui';

/** Show the secret as a picture to scan, and as text for an app that can't. */
export function SecretPicture({ secret }: { secret: Secret }) {
  const { w } = useUi();
  const words = w.signIn.setUp;
  return (
    <div>
      <img alt={words.picture} width={200} height={200} style={{ background: '#fff', padding: 8 }} src={`data:image/svg+xml;utf8,${encodeURIComponent(secret.picture)}`} />
      <p className="t2">{words.bySecret}</p>
      <p className="mono" style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>{secret.secret.match(/.{1,4}/g)?.join(' ')}</p>
    </div>
  );
}

/** A field for a code; a phone offers its digits. */
export function CodeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="fld"><span>{label}</span>
      <input className="in mono" name="code" inputMode="numeric" autoComplete="one-time-code" autoFocus required minLength={6} maxLength={20} pattern="[0-9 \-]*" value={value} onChange={(event) => onChange(event.target.value)} /></label>
  );
}

/** Show the recovery codes, this once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { w } = useUi();
  const words = w.signIn.codes;
  return (
    <>
      <h2>{words.title}</h2>
      <p className="t2">{words.lead}</p>
      <ul className="mono" style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 4, listStyle: 'none', padding: 0, userSelect: 'all' }}>{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <button type="button" className="btn pri" onClick={onDone}>{words.done}</button>
    </>
  );
}
