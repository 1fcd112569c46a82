/** The language of the page and everything that is written in it: words, numbers, dates. Remembers the choice on this machine. */
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Text } from '@/api/types';
import { serverNow } from '@/time/clock';
import * as format from '@/time/format';
import type { Lang } from '@/time/format';
import { en } from './en';
import { pick } from './pick';
import { zh, type Words } from './zh';

export type Ui = {
  lang: Lang;
  zone: string;
  w: Words;
  setLang: (lang: Lang) => void;
  text: (value: Text | string | null | undefined) => string;
  n: (value: number) => string;
  day: (value: string | null | undefined) => string;
  moment: (value: string | number | null | undefined) => string;
  time: (value: string | number) => string;
  name: (group: keyof Words['terms'], code: string | null | undefined) => string;
};

const stored = 'outpace.language';
const UiContext = createContext<Ui | null>(null);

function firstLang(): Lang {
  const kept = localStorage.getItem(stored);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

function build(lang: Lang, zone: string, setLang: (lang: Lang) => void): Ui {
  const w = lang === 'zh' ? zh : en;
  const year = () => Number(format.dayOf(serverNow(), zone).slice(0, 4));
  const known = <V,>(value: V | null | undefined, write: (value: V) => string) => (value === null || value === undefined ? w.common.unknown : write(value));
  return {
    lang, zone, w, setLang,
    text: (value) => known(value, (words) => pick(words, lang) ?? ''),
    n: (value) => format.number(value, lang),
    day: (value) => known(value, (date) => (/^\d{4}-\d{2}/.test(date) ? format.day(date, lang, year()) : /^\d{4}$/.test(date) ? date : w.common.unknown)),
    moment: (value) => known(value, (at) => format.moment(at, lang, zone, year())),
    time: (value) => format.time(value, lang, zone),
    name: (group, code) => known(code, (found) => w.terms[group][found] ?? found),
  };
}

/** Give the page its language; `zone` is the server's. */
export function UiProvider({ zone, children }: { zone: string; children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(firstLang);
  useEffect(() => {
    localStorage.setItem(stored, lang);
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [lang]);
  const ui = useMemo(() => build(lang, zone, setLang), [lang, zone]);
  return <UiContext value={ui}>{children}</UiContext>;
}

/** Read the page's language and its writers. */
export function useUi(): Ui {
  const ui = use(UiContext);
  if (!ui) throw new Error('useUi outside of UiProvider');
  return ui;
}
