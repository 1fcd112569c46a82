/** Opening an account with its first post. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountDetail, KeepingOptions, NewAccount } from '@/api/accounts';
import { keepingQuery, openAccount } from '@/api/calls/accounts';
import type { Role } from '@/api/types';
import { serverNow } from '@/time/clock';
import { useUi } from '@/words/ui';
import { daysFrom, latestEnd } from './days';
import { Dialog } from './Dialog';
import { PostFields } from './PostFields';
import { Reason } from './Reason';
import { useAct } from '@/parts/useAct';

const forSystems: Role[] = ['tracer', 'commander', 'operator'];
const firstDays = 30;

/** Ask for names and the first post, once the limits are known. */
export function OpenForm(props: { onClose: () => void; onOpened: (account: AccountDetail) => void }) {
  const options = useQuery(keepingQuery()).data;
  return options ? <Form {...props} options={options} /> : null;
}

function Form({ options, onClose, onOpened }: { options: KeepingOptions; onClose: () => void; onOpened: (account: AccountDetail) => void }) {
  const { w } = useUi();
  const words = w.accounts;
  const [value, setValue] = useState<NewAccount>(() => ({ name: '', zh: '', en: '', system: false, role: 'tracer', area: '', purposes: [], reason: '', ends: daysFrom(serverNow(), firstDays, latestEnd(options.own)) }));
  const open = useAct(openAccount, onOpened);
  const text = (field: 'name' | 'zh' | 'en', label: string) => (
    <label className="fld"><span>{label}</span><input className="in" required maxLength={80} autoComplete="off" value={value[field]} onChange={(event) => setValue({ ...value, [field]: event.target.value })} /></label>
  );
  const roles = value.system ? forSystems : options.roles.map((one) => one.role);
  return (
    <Dialog title={words.openTitle} lead={w.changes.lead} go={w.changes.asking} busy={open.busy} trouble={open.trouble} onSend={() => open.send(value)} onClose={onClose}>
      {text('name', `${words.name} · ${words.nameHint}`)}
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 8 }}>{text('zh', words.zh)}{text('en', words.en)}</div>
      <label style={{ display: 'flex', gap: 8 }}><input type="checkbox" checked={value.system} onChange={(event) => setValue({ ...value, system: event.target.checked, role: 'tracer', purposes: [] })} />{words.isSystem}</label>
      <PostFields options={options} roles={roles} value={value} onChange={(post) => setValue({ ...value, ...post })} />
      <Reason value={value.reason} onChange={(reason) => setValue({ ...value, reason })} />
    </Dialog>
  );
}
