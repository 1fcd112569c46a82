/** The contacts of a case: what the edition proposed and what a person decided. */
import { useState } from 'react';
import type { CasePage, Contact, Text } from '@/api/types';
import { Empty } from '@/parts/Await';
import { ContactDecision, type Asked } from '@/parts/ContactDecision';
import { ContactState } from '@/parts/ContactState';
import { ContactTier } from '@/parts/ContactTier';
import { AnswerButton } from '@/parts/told/AnswerButton';
import { useTiers } from '@/parts/useTiers';
import { CsvLink } from '@/parts/CsvLink';
import { OpenPerson, useOpens } from '@/parts/OpenPerson';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List the contacts with their sum. */
export function ContactsPane({ data }: { data: CasePage }) {
  const { w, n } = useUi();
  const words = w.caseWords;
  const of = (state: Contact['state']) => n(data.contacts.filter((one) => one.state === state).length);
  const tiers = useTiers(data.contacts);
  return (
    <Section title={words.contacts} sub={data.contacts.length > 0 && <span aria-live="polite">{words.contactsSum(n(data.contacts.length), of('proposed'), of('confirmed'), of('refuted'))}</span>}
      end={<CsvLink path="/contacts" filter={{ incident: data.incident_id, case: data.id }} />}>
      {data.contacts.length === 0 ? <Empty>{words.contactsEmpty}</Empty> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t">
            <thead><tr><th>{words.person}</th><th className="hide-s">{words.relation}</th><th>{words.last}</th><th className="hide-s">{words.tier}</th><th>{words.state}</th><th><span className="sr">{w.common.actions}</span></th></tr></thead>
            <tbody>{data.contacts.map((contact) => <Row key={contact.id} contact={contact} data={data} tiers={tiers} />)}</tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Row({ contact, data, tiers }: { contact: Contact; data: CasePage; tiers: [string, Text][] }) {
  const { w, day, name } = useUi();
  const canOpen = useOpens();
  const [asked, setAsked] = useState<Asked>(null);
  return (
    <tr>
      <td className="nw"><b>{contact.person.name ?? w.contacts.noName}</b> <span className="t3">{contact.person.age !== null && w.common.age(contact.person.age)}</span> {canOpen && contact.person.name && <OpenPerson id={contact.person.id} label={contact.person.name} because={{ kind: 'contact', id: contact.id }} />}</td>
      <td className="hide-s">{[contact.relation, contact.setting && name('setting', contact.setting)].filter(Boolean).join(' · ') || <span className="t3">{w.common.unknown}</span>}</td>
      <td className="nw"><span className={contact.last_exposure ? '' : 't3'}>{day(contact.last_exposure)}</span></td>
      <td className="hide-s"><ContactTier contact={contact} /></td>
      <td className="nw"><ContactState contact={contact} /></td>
      <td className="n"><AnswerButton contact={contact} data={data} /> <ContactDecision contact={contact} tiers={tiers} asked={asked} onAsk={setAsked} /></td>
    </tr>
  );
}
