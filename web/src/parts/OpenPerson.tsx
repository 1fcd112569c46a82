/** A person's name as this account may see it, and the button that opens name and number for a purpose. Every press is on record. */
import { Link } from 'react-router';
import { openPerson } from '@/api/calls/open-person';
import type { Because } from '@/api/openings';
import { ApiProblem } from '@/api/problem';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { useDesk } from '@/parts/desk';
import { Icon } from '@/parts/Icon';
import { useUi } from '@/words/ui';

type Props = { id: string; label: string; purpose?: 'call' | 'trace contacts' | 'check who it is'; because: Because; lead?: boolean };

/** Draw the button, and after it name and number until they go out of sight. */
export function OpenPerson({ id, label, purpose = 'call', because, lead = false }: Props) {
  const { w, time } = useUi();
  const words = w.openings;
  const open = useWrite(openPerson, { touches: ['cases', 'case', 'contacts', 'contact', 'tasks'] });
  if (open.isSuccess) {
    return (
      <span className="opened" role="status" tabIndex={-1} data-call>
        <b>{open.data.name ?? words.noName}</b> <span className="phone"><Icon sign="phone" /> {open.data.phone ?? words.noPhone}</span> <span className="sub">{words.until(time(open.data.until))}</span>
      </span>
    );
  }
  return (
    <span>
      <button type="button" className={lead ? 'btn' : 'btn sm'} data-call disabled={open.isPending} aria-label={words.showFor(label)} title={words.hint} onClick={() => open.mutate({ id, purpose, because })}>
        <Icon sign="phone" />{lead ? words.show : words.showShort}
      </button>
      {open.isError && <Trouble error={open.error} />}
      {isUnlinked(open.error) && <Link className="btn sm" to={`/break-glass?person=${id}`}>{words.emergency}</Link>}
    </span>
  );
}

/** Whether the role that is signed in may open persons at all. */
export function useOpens(): boolean {
  return ['commander', 'tracer'].includes(useDesk().session.account.role);
}

function isUnlinked(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'PERSON_NOT_LINKED';
}
