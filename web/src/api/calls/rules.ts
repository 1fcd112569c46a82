/** GET /rulebook/rules and /rulebook/rules/{name}: the rules, and one with its facts and examples. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const rulesQuery = () =>
  queryOptions({ queryKey: ['rulebook', 'rules'], queryFn: async ({ signal }) => (await client.GET('/rulebook/rules', { signal })).data!, staleTime: Infinity });

export const ruleQuery = (name: string) =>
  queryOptions({
    queryKey: ['rulebook', 'rule', name],
    queryFn: async ({ signal }) => (await client.GET('/rulebook/rules/{name}', { signal, params: { path: { name } } })).data!,
    staleTime: Infinity,
  });
