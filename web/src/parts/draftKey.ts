/** The key of the drafts: made in the browser, kept by it, readable by no script. Null where the browser has no such store. */
const database = 'outpace';
const store = 'keys';
const name = 'draft';
const nonceBytes = 12;

/** Encrypt a text; null without a key. */
export async function sealDraft(text: string): Promise<string | null> {
  const key = await draftKey(true);
  if (key === null) return null;
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

/** Open what `sealDraft` sealed; null where the key is gone or another. */
export async function openDraft(sealed: string): Promise<string | null> {
  try {
    const key = await draftKey(false);
    if (key === null) return null;
    const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0));
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, nonceBytes) }, key, bytes.slice(nonceBytes));
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}

/** Drop the key: what was kept under it can't be opened again. */
export async function forgetDraftKey(): Promise<void> {
  if (globalThis.indexedDB) await asked(indexedDB.deleteDatabase(database)).catch(() => undefined);
}

async function draftKey(make: boolean): Promise<CryptoKey | null> {
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return null;
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const held = await asked(opening);
  try {
    const found = await asked<CryptoKey | undefined>(held.transaction(store).objectStore(store).get(name));
    if (found || !make) return found ?? null;
    const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await asked(held.transaction(store, 'readwrite').objectStore(store).put(fresh, name));
    return fresh;
  } finally {
    held.close();
  }
}

function asked<R>(request: IDBRequest<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser refused its store'));
  });
}
