/** Rows of cases; unknown values say so. */
import { useNavigate } from 'react-router';
import type { Case } from '@/api/types';
import { FoundMark } from '@/parts/FoundMark';
import { Status } from '@/parts/Icon';
import { ThenLink, useKeep } from '@/parts/then';
import { useUi } from '@/words/ui';

/** Draw the rows; a row opens its record. */
export function CaseTable({ rows }: { rows: Case[] }) {
  const { w } = useUi();
  const col = w.cases.col;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="t">
        <thead><tr>
          <th>{col.number}</th><th>{col.person}</th><th>{col.class}</th><th className="hide-s">{col.found}</th><th className="hide-s">{col.area}</th><th>{col.onset}</th><th className="hide-s">{col.reported}</th>
          <th className="hide-s">{col.diagnosis}</th><th className="n hide-s">{col.contacts}</th><th className="n hide-s">{col.links}</th><th>{col.tasks}</th>
        </tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: Case }) {
  const { w, n, day, text, name } = useUi();
  const navigate = useNavigate();
  const keep = useKeep();
  const count = (value: number) => <span className={value === 0 ? 't3' : ''}>{n(value)}</span>;
  const date = (value: string | null) => <span className={value ? '' : 't3'}>{day(value)}</span>;
  return (
    <tr className="go" onClick={() => void navigate(keep(`/cases/${row.id}`))}>
      <td className="nw"><ThenLink className="b" to={`/cases/${row.id}`} onClick={(event) => event.stopPropagation()}>{row.number}</ThenLink></td>
      <td>{row.person.name ?? <span className="t3">{w.cases.noName}</span>} <span className="t3 nw">{[row.person.sex && name('sex', row.person.sex), row.person.age !== null && w.common.age(row.person.age)].filter(Boolean).join(' ')}</span></td>
      <td className="nw">{row.case_class ? name('caseClass', row.case_class) : <span className="t3">{w.common.unknown}</span>}</td>
      <td className="nw hide-s"><FoundMark found={row.found_by} /> {row.found_by ? name('foundBy', row.found_by) : <span className="t3">{w.common.unknown}</span>}</td>
      <td className="hide-s">{row.area ? text(row.area.name) : <span className="t3">{w.cases.areaUnknown}</span>}</td>
      <td className="nw">{date(row.onset)}</td><td className="nw hide-s">{date(row.reported)}</td><td className="nw hide-s">{date(row.diagnosis)}</td>
      <td className="n hide-s">{count(row.contacts)}</td><td className="n hide-s">{count(row.links_in)} / {count(row.links_out)}</td>
      <td className="nw">{row.tasks_overdue > 0 ? <Status sign="over">{w.cases.overdue(n(row.tasks_overdue))}</Status> : count(row.tasks_open)}</td>
    </tr>
  );
}
