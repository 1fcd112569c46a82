/** Who is at the desk and which incident is open; every feature reads it here. */
import { createContext, use } from 'react';
import type { Incident, Session } from '@/api/types';

export type LiveState = 'none' | 'live' | 'lost';
export type Desk = { session: Session; incident: Incident | null; chooseIncident: (id: string) => void; live: LiveState };

export const DeskContext = createContext<Desk | null>(null);

/** Read the signed-in desk. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useDesk outside of a signed-in page');
  return desk;
}

/** Read the open incident's id; an empty text when there is none. */
export function useIncidentId(): string {
  return useDesk().incident?.id ?? '';
}

/** Whether the role that is signed in may open editions and the rulebook; residents read the clause itself, in place. */
export function useReadsEditions(): boolean {
  const desk = use(DeskContext);
  return desk !== null && !['resident', 'service'].includes(desk.session.account.role);
}
