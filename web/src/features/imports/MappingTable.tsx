/** The mapping of a file's columns to fields, with samples. */
import type { Preview } from '@/api/types';
import { useUi } from '@/words/ui';

type Props = { preview: Preview; mapping: Record<string, string>; onChange: (mapping: Record<string, string>) => void };

/** Show one row a column; a field taken by one column can't be taken by another. */
export function MappingTable({ preview, mapping, onChange }: Props) {
  const { w, text } = useUi();
  const words = w.imports;
  const taken = new Set(Object.values(mapping));
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="t" aria-label={words.mapping}>
        <thead><tr><th>{words.column}</th><th>{words.field}</th><th>{words.sample}</th></tr></thead>
        <tbody>{preview.columns.map((column) => (
          <tr key={column.name}>
            <td className="b">{column.name}</td>
            <td><select className="in" aria-label={`${words.field} ${column.name}`} value={mapping[column.name] ?? ''} onChange={(event) => onChange({ ...mapping, [column.name]: event.target.value })}>
              <option value="">{words.ignore}</option>
              {preview.fields.map((field) => <option key={field.field} value={field.field} disabled={taken.has(field.field) && mapping[column.name] !== field.field}>{text(field.label)}{field.required ? ` (${words.required})` : ''}</option>)}
            </select></td>
            <td className="t2 mono">{column.sample.map((value) => value ?? w.common.none).join(' · ')}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
