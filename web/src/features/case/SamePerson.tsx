/** What else is recorded about the person: her other cases, and the cases she is a contact of. */
import { Link } from 'react-router';
import type { CasePage, SamePerson as Row } from '@/api/types';
import { Icon } from '@/parts/Icon';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';

/** List them with a link each; nothing where there is no other record and nothing to settle. */
export function SamePerson({ data }: { data: CasePage }) {
  const { w, n } = useUi();
  const words = w.caseWords;
  if (data.same_person.length === 0 && !data.held) return null;
  return (
    <Section title={words.same} sub={data.same_person.length > 0 && n(data.same_person.length)}>
      {data.held && <p className="pad t2"><Icon sign="unk" /> {words.held}</p>}
      <ul className="rs">{data.same_person.map((row, index) => <li key={`${row.kind}${row.case.id}${index}`}><Record row={row} /></li>)}</ul>
    </Section>
  );
}

function Record({ row }: { row: Row }) {
  const { w, day, text, name } = useUi();
  const words = w.caseWords;
  const about = row.kind === 'case'
    ? [row.case_class ? name('caseClass', row.case_class) : w.common.unknown]
    : [row.tier_label ? text(row.tier_label) : words.undecided, row.last_exposure && day(row.last_exposure)];
  return (
    <>
      <p>{row.kind === 'case' ? words.sameCase : words.sameContact} <Link to={`/cases/${row.case.id}`}>{row.case.number}</Link></p>
      <p className="e">{[...about, row.area && text(row.area.name), row.linked && words.sameLinked].filter(Boolean).join(' · ')}</p>
    </>
  );
}
