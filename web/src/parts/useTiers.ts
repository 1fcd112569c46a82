/** The tiers to choose from under the open incident's edition. */
import { useQuery } from '@tanstack/react-query';
import { editionQuery } from '@/api/calls/edition';
import type { Contact, Text } from '@/api/types';
import { tiersIn } from './contactTier';
import { useDesk } from './desk';

/** Read the edition's tiers; those of the contacts on screen stand in until it is read. */
export function useTiers(contacts: Contact[]): [string, Text][] {
  const edition = useDesk().incident?.edition?.id;
  const read = useQuery({ ...editionQuery(edition ?? ''), enabled: edition !== undefined, staleTime: Infinity });
  return tiersIn(contacts, read.data);
}
