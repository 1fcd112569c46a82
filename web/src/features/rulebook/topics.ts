/** The rows of a comparison that are to be shown. It knows no screen. */
import type { Compared, Way } from '@/api/rulebook';

export const ways: readonly Way[] = ['stricter', 'lighter', 'both', 'neither'];

/** Keep the changes of one direction (all where none is named) and the topics that still have one. */
export function shownTopics(data: Compared, way: string): Compared['topics'] {
  if (way === '') return data.topics;
  return data.topics.map((topic) => ({ ...topic, changes: topic.changes.filter((change) => change.way === way) })).filter((topic) => topic.changes.length > 0);
}
