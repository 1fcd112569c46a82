/** Supposed facts between the form and the question: set, tidied up, read back as words. It knows no screen. */
import type { Codes, FactField, Given, Option } from '@/api/rulebook';
import type { Text } from '@/api/types';

export type Path = readonly (string | number)[];
export type FactRow = { depth: number; label: Text; said: string };
export type Write = { text: (value: Text) => string; day: (value: string) => string; moment: (value: string) => string; yes: string; no: string; none: string; row: (n: number) => string };

/** Put a value at a place; undefined takes it away. */
export function put(given: unknown, path: Path, value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (typeof head === 'number') {
    const list = Array.isArray(given) ? [...given] : [];
    if (value === undefined && rest.length === 0) list.splice(head, 1);
    else list[head] = put(list[head], rest, value);
    return list;
  }
  const next: Given = { ...(isGiven(given) ? given : {}) };
  const inner = put(next[head], rest, value);
  if (inner === undefined) delete next[head];
  else next[head] = inner;
  return next;
}

/** What may be sent: nothing empty, groups and lists that must be there are there. */
export function tidy(given: Given, fields: FactField[]): Given {
  const found: Given = {};
  for (const field of fields) {
    const value = tidied(given[field.name], field);
    if (value !== undefined) found[field.name] = value;
  }
  return found;
}

function tidied(value: unknown, field: FactField): unknown {
  if (field.kind === 'group') return isGiven(value) || field.needed ? tidy(isGiven(value) ? value : {}, field.of) : undefined;
  if (field.kind === 'list') {
    if (!Array.isArray(value)) return field.needed ? [] : undefined;
    return field.of.length > 0 ? value.map((one) => tidy(isGiven(one) ? one : {}, field.of)) : value.filter((one) => one !== '');
  }
  return value === null || value === '' ? undefined : value;
}

/** The facts without which a rule can't even be asked. */
export function lacking(given: Given, fields: FactField[]): FactField[] {
  return fields.flatMap((field) => {
    const value = given[field.name];
    if (field.kind === 'group') return isGiven(value) ? lacking(value, field.of) : [];
    if (field.kind === 'list') return Array.isArray(value) && field.of.length > 0 ? value.flatMap((one) => lacking(isGiven(one) ? one : {}, field.of)) : [];
    return field.needed && value === undefined ? [field] : [];
  });
}

/** The choices of a field: its own, or the codes of the edition. */
export function optionsOf(field: FactField, codes: Codes | undefined): Option[] {
  return field.options.length > 0 ? field.options : codes?.[field.name] ?? [];
}

/** Read facts as rows of words, groups first by name and their facts below. */
export function factRows(given: Given, fields: FactField[], codes: Codes | undefined, write: Write, depth = 0): FactRow[] {
  return fields.flatMap((field) => rowsOf(given[field.name], field, codes, write, depth));
}

function rowsOf(value: unknown, field: FactField, codes: Codes | undefined, write: Write, depth: number): FactRow[] {
  if (value === undefined || value === null) return [];
  if (isGiven(value)) return [{ depth, label: field.label, said: '' }, ...factRows(value, field.of, codes, write, depth + 1)];
  if (Array.isArray(value) && field.of.length > 0) {
    const records = value.map((one, index) => ({ depth: depth + 1, label: { zh: write.row(index + 1), en: write.row(index + 1) }, said: inOneLine(one as Given, field, codes, write) }));
    return [{ depth, label: field.label, said: value.length === 0 ? write.none : '' }, ...records];
  }
  const said = Array.isArray(value) ? value.map((one) => spoken(one, field, codes, write)).join(' · ') || write.none : spoken(value, field, codes, write);
  return [{ depth, label: field.label, said }];
}

function inOneLine(given: Given, field: FactField, codes: Codes | undefined, write: Write): string {
  return factRows(given, field.of, codes, write).map((row) => `${write.text(row.label)} ${row.said}`.trim()).join(' · ');
}

function spoken(value: unknown, field: FactField, codes: Codes | undefined, write: Write): string {
  if (typeof value === 'boolean') return value ? write.yes : write.no;
  const option = optionsOf(field, codes).find((one) => one.value === value);
  if (option) return write.text(option.label);
  const plain = String(value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(plain)) return write.moment(plain);
  return /^\d{4}-\d{2}(-\d{2})?$/.test(plain) ? write.day(plain) : plain;
}

/** Name the places at which two sets of facts differ, as dotted paths. */
export function changedPaths(now: unknown, was: unknown, path = ''): Set<string> {
  if (isGiven(now) || isGiven(was)) {
    const [left, right] = [isGiven(now) ? now : {}, isGiven(was) ? was : {}];
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return new Set([...names].flatMap((name) => [...changedPaths(left[name], right[name], path === '' ? name : `${path}.${name}`)]));
  }
  const same = JSON.stringify(now ?? null) === JSON.stringify(was ?? null);
  return new Set(same ? [] : [path]);
}

export function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
