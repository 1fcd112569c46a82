/** Where a found place is shown. */
import type { Place } from '@/api/rulebook';

/** Give the address of a place. */
export function addressOf(place: Place): string {
  const edition = `/editions/${encodeURIComponent(place.edition ?? '')}`;
  switch (place.kind) {
    case 'rule': return `/rulebook/rules/${encodeURIComponent(place.key)}`;
    case 'example': return `/rulebook/rules/${encodeURIComponent(place.key)}?of=${encodeURIComponent(place.label)}`;
    case 'clause': return `${edition}#${encodeURIComponent(place.key)}`;
    case 'number': return `${edition}#n:${encodeURIComponent(place.key)}`;
  }
}
