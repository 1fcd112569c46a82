/** The CSV twin of a list with the same filters and of the same moment, as a plain link. */
import { csvUrl } from '@/api/client';
import { useUi } from '@/words/ui';
import { useThen } from './then';

/** Link to `path`.csv. */
export function CsvLink({ path, filter }: { path: string; filter: Record<string, string | number | undefined> }) {
  const { w } = useUi();
  return <a href={csvUrl(path, { ...filter, ...useThen() })} download>{w.common.csv}</a>;
}
