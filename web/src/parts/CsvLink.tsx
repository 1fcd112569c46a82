/** The CSV twin of a list with the same filters, as a plain link. */
import { csvUrl } from '@/api/client';
import { useUi } from '@/words/ui';

/** Link to `path`.csv. */
export function CsvLink({ path, filter }: { path: string; filter: Record<string, string | number | undefined> }) {
  const { w } = useUi();
  return <a href={csvUrl(path, filter)} download>{w.common.csv}</a>;
}
