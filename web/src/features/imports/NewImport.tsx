/** Choosing a file: the head is read first, the mapping shown and changed, and only then is anything stored. */
import { useState } from 'react';
import { previewImport, startImport } from '@/api/calls/import-file';
import type { ImportKind, Preview, Receipt } from '@/api/types';
import { useWrite } from '@/api/write';
import { Trouble } from '@/parts/Await';
import { useIncidentId } from '@/parts/desk';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { MappingTable } from './MappingTable';

const kinds: ImportKind[] = ['linelist', 'links', 'exposures'];

/** Ask for a file, show what would be read, start. */
export function NewImport({ onStarted }: { onStarted: (receipt: Receipt) => void }) {
  const { w, text } = useUi();
  const words = w.imports;
  const incident = useIncidentId();
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<ImportKind>('linelist');
  const [mapping, setMapping] = useState<Record<string, string>>({});
  const preview = useWrite(previewImport, { touches: [], onDone: (found: Preview) => setMapping(proposed(found)) });
  const start = useWrite(startImport, { touches: ['imports', 'cases', 'case', 'contacts', 'figures', 'feed'], onDone: (receipt: Receipt) => { preview.reset(); setFile(null); onStarted(receipt); } });
  const missing = preview.data ? preview.data.fields.filter((field) => field.required && !Object.values(mapping).includes(field.field)) : [];
  return (
    <Section title={words.new} sub={words.hint}>
      <form className="newimport" onSubmit={(event) => { event.preventDefault(); if (file) preview.mutate({ file, kind, incident }); }}>
        <label className="fld"><span>{words.file}</span><input className="in file" type="file" required accept=".csv,.tsv,.txt,.xlsx,.xls,.parquet" onChange={(event) => { setFile(event.target.files?.[0] ?? null); preview.reset(); start.reset(); }} /></label>
        <label className="fld"><span>{words.kind}</span><select className="in" value={kind} onChange={(event) => { setKind(event.target.value as ImportKind); preview.reset(); }}>{kinds.map((one) => <option key={one} value={one}>{w.terms.importKind[one]}</option>)}</select></label>
        <button type="submit" className={`btn ${preview.data ? '' : 'pri'}`} disabled={!file || preview.isPending}>{preview.isPending ? words.previewing : words.preview}</button>
      </form>
      {preview.isError && <Trouble error={preview.error} retry={() => file && preview.mutate({ file, kind, incident })} />}
      {preview.data && file && (
        <>
          <PreviewFacts preview={preview.data} />
          {preview.data.problems.map((problem, index) => <p key={index} className="note soon">{problem.where && <b className="mono">{problem.where}</b>}{text(problem.title)}</p>)}
          <MappingTable preview={preview.data} mapping={mapping} onChange={setMapping} />
          {missing.length > 0 && <p className="note soon" role="alert">{words.missing(missing.map((field) => text(field.label)).join(', '))}</p>}
          {start.isError && <Trouble error={start.error} />}
          <p className="pad"><button type="button" className="btn pri" disabled={missing.length > 0 || start.isPending} onClick={() => start.mutate({ file, kind, incident, mapping: sent(mapping) })}>{start.isPending ? words.starting : words.start}</button></p>
        </>
      )}
    </Section>
  );
}

function PreviewFacts({ preview }: { preview: Preview }) {
  const { w, n } = useUi();
  const rows = preview.rows_total === null ? w.common.unknown : w.imports.rows(n(preview.rows_total));
  return <p className="pad t2">{preview.file} · {w.imports.facts(preview.format, preview.encoding ?? w.common.none, rows)} · {w.imports.hash} <span className="mono">{preview.sha256.slice(0, 12)}</span></p>;
}

function proposed(preview: Preview): Record<string, string> {
  return Object.fromEntries(preview.columns.map((column) => [column.name, column.field ?? '']));
}

function sent(mapping: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(mapping).map(([column, field]) => [column, field === '' ? null : field]));
}
