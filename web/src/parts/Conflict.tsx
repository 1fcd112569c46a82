/** Two versions of one record side by side, when somebody saved in between. Nothing is lost until one is chosen. */
import { Modal } from 'antd';
import { ApiProblem } from '@/api/problem';
import type { Text } from '@/api/types';
import { useUi } from '@/words/ui';

export type Version = { version: number } & Record<string, unknown>;
type Terms = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
type Props = { error: unknown; mine: Record<string, string>; terms?: Terms; onKeep: (current: Version) => void; onTake: () => void };

/** Ask which version stays; shown only for VERSION_CONFLICT. `terms`: by field, the words for its codes. */
export function Conflict({ error, mine, terms = {}, onKeep, onTake }: Props) {
  const { w, text } = useUi();
  const current = conflictOf(error);
  if (current === null) return null;
  const words = w.common.conflict;
  return (
    <Modal open title={words.title} onCancel={onTake} footer={
      <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        <button type="button" className="btn" onClick={onTake}>{words.take}</button>
        <button type="button" className="btn pri" onClick={() => onKeep(current)}>{words.keep}</button>
      </div>
    }>
      <p>{text((error as ApiProblem).title)}</p>
      <table className="t">
        <thead><tr><th>{words.field}</th><th>{words.yours}</th><th>{words.theirs}</th></tr></thead>
        <tbody>{Object.entries(mine).map(([field, value]) => (
          <tr key={field}><td>{w.terms.field[field] ?? field}</td><td className="b">{value || w.common.none}</td><td>{shown(current[field], terms[field], text) || w.common.none}</td></tr>
        ))}</tbody>
      </table>
    </Modal>
  );
}

/** Give the record as it stands now when the error is a version conflict, else null. */
export function conflictOf(error: unknown): Version | null {
  return error instanceof ApiProblem && error.code === 'VERSION_CONFLICT' ? ((error.more.current as Version | undefined) ?? null) : null;
}

function shown(value: unknown, terms: Readonly<Record<string, string>> | undefined, text: (both: Text) => string): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return terms?.[String(value)] ?? String(value);
  const named = 'name' in value ? value.name : value;
  return isText(named) ? text(named) : JSON.stringify(value);
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}
