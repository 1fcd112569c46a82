/** POST /imports/preview and POST /imports: the file travels as it is, the mapping beside it. */
import { client, writeHeaders } from '../client';
import type { ImportKind } from '../types';

export type ImportInput = { file: File; kind: ImportKind; incident: string; mapping?: Record<string, string | null> };

function form({ file, kind, incident, mapping }: ImportInput): FormData {
  const data = new FormData();
  data.set('file', file);
  data.set('kind', kind);
  data.set('incident', incident);
  if (mapping) data.set('mapping', JSON.stringify(mapping));
  return data;
}

/** Read the head of a file and propose a mapping; nothing is stored. */
export async function previewImport(input: ImportInput, key: string) {
  return (await client.POST('/imports/preview', { body: form(input), bodySerializer: (data) => data, headers: writeHeaders(key) })).data!;
}

/** Start the import; the receipt is answered at once and filled as chunks commit. */
export async function startImport(input: ImportInput, key: string) {
  return (await client.POST('/imports', { body: form(input), bodySerializer: (data) => data, headers: writeHeaders(key) })).data!;
}
