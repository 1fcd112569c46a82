/** A write of accounts: confirms that it's you where the desk asks, and offers to send again. */
import { useState, type ReactNode } from 'react';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { ConfirmYou, stepUpOf } from '@/parts/ConfirmYou';

export type Act<V, R> = { send: (input: V) => void; busy: boolean; trouble: ReactNode; data: R | undefined; reset: () => void };

/** Wrap a call; `trouble` is what to draw where the act was asked for. */
export function useAct<V, R>(call: (input: V, key: string) => Promise<R>, onDone?: (answer: R) => void): Act<V, R> {
  const [last, setLast] = useState<V>();
  const write = useWrite(call, { touches: ['accounts', 'account', 'my-account', 'account-changes'], onDone });
  const send = (input: V) => {
    setLast(() => input);
    write.mutate(input);
  };
  const asked = stepUpOf(write.error) !== null;
  const trouble = (
    <>
      {write.isError && !asked && <Trouble error={write.error} />}
      {write.isError && asked && <ConfirmYou error={write.error} onConfirmed={() => write.mutate(last as V)} onCancel={() => write.reset()} />}
    </>
  );
  return { send, busy: write.isPending, trouble, data: write.data, reset: write.reset };
}
