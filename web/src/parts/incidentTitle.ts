/** How an incident is called: its code, and its name where that says more than the code. */
import type { Incident } from '@/api/types';

/** Give the name of an incident, empty when it repeats the code. */
export function nameBesideCode(incident: Incident, text: (value: Incident['name']) => string): string {
  const name = text(incident.name);
  return name === incident.code ? '' : name;
}
