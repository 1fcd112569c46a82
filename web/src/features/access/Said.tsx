/** A reason in words and the acts it is for; what was typed stays when the desk refuses. */
import { useState } from 'react';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { useUi } from '@/words/ui';

export type Spoken = { id: string; version: number; text: string };
type Act = { name: string; call: (said: Spoken, key: string) => Promise<unknown>; primary?: boolean };

/** Ask for the words, offer the acts. */
export function Said({ label, acts, on }: { label: string; acts: Act[]; on: { id: string; version: number } }) {
  const [text, setText] = useState('');
  return (
    <div className="said">
      <label className="fld"><span>{label}</span><textarea className="in" rows={2} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} /></label>
      <span className="acts">{acts.map((act) => <One key={act.name} act={act} said={{ id: on.id, version: on.version, text }} />)}</span>
    </div>
  );
}

function One({ act, said }: { act: Act; said: Spoken }) {
  const { w } = useUi();
  const write = useWrite(act.call, { touches: ['review', 'accesses'] });
  return (
    <>
      <button type="button" className={`btn sm ${act.primary ? 'pri' : ''}`} disabled={write.isPending || said.text.trim().length < 10} onClick={() => write.mutate(said)}>{write.isPending ? w.common.loading : act.name}</button>
      {write.isError && <Trouble error={write.error} />}
    </>
  );
}
