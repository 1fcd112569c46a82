/** The way from a leaf to the root, computed here from the proof alone (RFC 6962, RFC 9162 2.1.3.2). No server is asked. */
import type { Proof } from '@/api/calls/ledger';

export type Step = { own: string; beside: string; isLeft: boolean };
export type Way = { leaf: string; steps: Step[]; root: string; stated: string; size: number; holds: boolean };

/** Climb from the leaf to the root and compare it with what the signed note states; rejects where the page has no crypto. */
export async function climb(proof: Proof): Promise<Way> {
  const { size, root: stated } = statement(proof.checkpoint);
  let own = await hash([0], proof.leaf.data);
  const leaf = own;
  const steps: Step[] = [];
  let [index, last] = [proof.leaf.number, size - 1];
  for (const beside of proof.path) {
    const isLeft = index % 2 === 1 || index === last;
    steps.push({ own, beside, isLeft });
    own = await hash([1], isLeft ? beside + own : own + beside);
    if (isLeft) while (index > 0 && index % 2 === 0) [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return { leaf, steps, root: own, stated, size, holds: own === stated && last === 0 };
}

/** What a checkpoint's note states: size and root. */
export function statement(note: string): { size: number; root: string } {
  const [, size, root] = note.split('\n');
  return { size: Number(size), root: [...atob(root ?? '')].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('') };
}

async function hash(prefix: number[], hex: string): Promise<string> {
  const bytes = Uint8Array.from([...prefix, ...(hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16))]);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
