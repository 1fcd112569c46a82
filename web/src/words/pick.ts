/** Choose the language of a text the desk sent. Plain strings (proper names kept in one form) pass through. */
import type { Text } from '@/api/types';
import type { Lang } from '@/time/format';

/** Give the words in one language; null stays null. */
export function pick(text: Text | string | null | undefined, lang: Lang): string | null {
  if (text === null || text === undefined) return null;
  return typeof text === 'string' ? text : text[lang] || text[lang === 'zh' ? 'en' : 'zh'];
}
