/** An exact search: a whole number, or full name and birth date. Shows masked names and the records through which to open. */
import { useState } from 'react';
import { Link } from 'react-router';
import { searchPersons } from '@/api/calls/search-persons';
import type { Hit } from '@/api/openings';
import { useWrite } from '@/api/write';
import { Empty, Trouble } from '@/parts/Await';
import { OpenPerson } from '@/parts/OpenPerson';
import { Scroll } from '@/parts/Scroll';
import { useUi } from '@/words/ui';

const keys = ['number', 'phone', 'id_number', 'name_birth'] as const;

/** The search and what it found. */
export default function FindPerson() {
  const { w } = useUi();
  const words = w.openings.find;
  const [key, setKey] = useState<string>('number');
  const [value, setValue] = useState('');
  const [birth, setBirth] = useState('');
  const search = useWrite(searchPersons, { touches: [] });
  const send = () => search.mutate({ key, value: value.trim(), ...(key === 'name_birth' ? { birth } : {}) });
  return (
    <>
      <div className="pagehead"><h1>{words.title}</h1></div>
      <p className="pad t2">{words.lead}</p>
      <form className="filterbar" role="search" aria-label={words.title} onSubmit={(event) => { event.preventDefault(); send(); }}>
        <label className="fld"><span>{words.key}</span><select className="in" value={key} onChange={(event) => setKey(event.target.value)}>{keys.map((one) => <option key={one} value={one}>{words.keys[one]}</option>)}</select></label>
        <label className="fld"><span>{words.value}</span><input className="in" required autoComplete="off" maxLength={120} value={value} onChange={(event) => setValue(event.target.value)} /></label>
        {key === 'name_birth' && <label className="fld"><span>{words.birth}</span><input className="in" type="date" required value={birth} onChange={(event) => setBirth(event.target.value)} /></label>}
        <button type="submit" className="btn pri" disabled={search.isPending}>{words.go}</button>
      </form>
      {search.isError && <Trouble error={search.error} />}
      {search.data && (search.data.items.length === 0 ? <div role="status"><Empty>{words.none}</Empty></div> : <Hits rows={search.data.items} />)}
    </>
  );
}

function Hits({ rows }: { rows: Hit[] }) {
  const { w } = useUi();
  const words = w.openings.find;
  return (
    <Scroll label={words.title}>
      <table className="t">
        <thead><tr><th>{words.name}</th><th>{words.links}</th><th><span className="sr">{w.common.actions}</span></th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.id}>
            <td className="nw"><b>{row.name ?? w.openings.noName}</b></td>
            <td>{row.links.map((link) => <span key={link.id} style={{ marginRight: 12 }}>{words.kinds[link.kind]} {link.kind === 'case' ? <Link to={`/cases/${link.id}`}>{link.number}</Link> : link.number}</span>)}</td>
            <td className="n">{row.links[0] ? <OpenPerson id={row.id} label={row.links[0].number} because={{ kind: row.links[0].kind, id: row.links[0].id }} /> : <Link className="btn sm" to={`/break-glass?person=${row.id}`}>{w.openings.emergency}</Link>}</td>
          </tr>
        ))}</tbody>
      </table>
    </Scroll>
  );
}
