/** What the desk says of the moment in the address: the zone it is counted in, or why it can't be shown. */
import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '@/api/calls/summary';
import { ApiProblem } from '@/api/problem';
import { isPast, type Then } from '@/api/then';
import type { Text } from '@/api/types';
import { useAsked, useThen } from '@/parts/then';
import { useUi } from '@/words/ui';

const unfit = 422;

export type Standing = { asked: Then; then: Then; zone: string | null; refusal: Text | null };

/** Read it; while a moment is being chosen the zone is asked for too, and null until it is known. */
export function useStanding(incident: string, choosing: boolean): Standing {
  const { zone } = useUi();
  const [asked, then] = [useAsked(), useThen()];
  const probe = useQuery({ ...summaryQuery(incident, asked), enabled: incident !== '' && isPast(asked) });
  const here = useQuery({ ...summaryQuery(incident), enabled: incident !== '' && choosing });
  const refused = isPast(then) && probe.error instanceof ApiProblem && probe.error.status === unfit ? probe.error : null;
  return { asked, then, zone: probe.data?.zone ?? here.data?.zone ?? (choosing && here.isPending ? null : zone), refusal: refused?.title ?? null };
}
