/** Importing files: preview, mapping, start; receipts that balance; rejected rows to correct and send again. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { importsQuery } from '@/api/calls/imports';
import { Await, Empty } from '@/parts/Await';
import { Section } from '@/parts/Section';
import { useUi } from '@/words/ui';
import { NewImport } from './NewImport';
import { ReceiptTable } from './ReceiptTable';
import { RejectRows } from './RejectRows';
import './imports.css';

/** The import page. */
export default function Imports() {
  const { w } = useUi();
  const [opened, setOpened] = useState<string | null>(null);
  const query = useQuery({ ...importsQuery(), refetchInterval: (state) => (state.state.data?.items.some((one) => one.state === 'running') ? 2_000 : false) });
  const receipt = query.data?.items.find((one) => one.id === opened);
  return (
    <>
      <div className="pagehead"><h1>{w.imports.title}</h1></div>
      <NewImport onStarted={(started) => setOpened(started.rejected > 0 ? started.id : null)} />
      <Section title={w.imports.receipts}>
        <Await query={query}>{({ items }) => items.length === 0 ? <Empty>{w.imports.empty}</Empty> : <ReceiptTable rows={items} opened={opened} onOpen={setOpened} />}</Await>
      </Section>
      {receipt && <RejectRows key={receipt.id} receipt={receipt} onClose={() => setOpened(null)} />}
    </>
  );
}
