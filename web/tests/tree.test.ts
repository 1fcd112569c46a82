/** What must hold of the files: no address outside of this server, no mock in the page, no registry in the lock file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
const text = (file: string) => readFileSync(file, 'utf8');

describe('the page', () => {
  const sources = files('src');
  it('asks no other server for anything', () => {
    expect(sources.filter((file) => /https?:\/\/(?!www\.w3\.org)/.test(text(file)))).toEqual([]);
  });
  it('knows nothing of the mock desk', () => {
    expect(sources.filter((file) => /from\s+['"][^'"]*mock/.test(text(file)))).toEqual([]);
  });
  it('starts without an inline script', () => {
    expect([...text('index.html').matchAll(/<script(?![^>]*\ssrc=)/g)]).toEqual([]);
  });
  it('says in each file what it is for', () => {
    const silent = sources.filter((file) => /\.(ts|tsx|css)$/.test(file) && !/^\/(\*|\*\*)/.test(text(file)));
    expect(silent).toEqual([]);
  });
});

describe('the lock file', () => {
  const lock = text('package-lock.json');
  it('names no registry', () => expect([lock.includes('"resolved"'), /registry|npmjs/.test(lock.replace(/"(funding|url)"[^\n]*/g, ''))]).toEqual([false, false]));
});
