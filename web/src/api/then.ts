/** Which moment a reading is of; none asked for is now. It knows no address and no screen. */

/** The instant asked about and when it was known; one alone stands for the other. */
export type Then = { as_of?: string; as_known?: string };

export const now: Then = {};

/** Whether another moment than now is asked for. */
export function isPast(then: Then): boolean {
  return then.as_of !== undefined || then.as_known !== undefined;
}

/** Give the instant that figures of a moment hold for; undefined is now. */
export function instantOf(then: Then): string | undefined {
  return then.as_of ?? then.as_known;
}

/** Key a reading. Those of the past are a family of their own that no live message names; what was known at an instant stays as it is. */
export function keyed(then: Then, key: readonly unknown[]): { queryKey: readonly unknown[]; staleTime?: number } {
  if (!isPast(then)) return { queryKey: key };
  return then.as_known === undefined ? { queryKey: ['past', then, ...key] } : { queryKey: ['past', then, ...key], staleTime: Infinity };
}
