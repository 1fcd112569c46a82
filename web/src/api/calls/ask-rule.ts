/** GET /rulebook/rules/{name}/answer: what a rule decides on supposed facts. Nothing is stored. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';
import type { Question } from '../rulebook';

export const answerQuery = (name: string, question: Question) =>
  queryOptions({
    queryKey: ['rulebook', 'answer', name, question],
    queryFn: async ({ signal }) => (await client.GET('/rulebook/rules/{name}/answer', { signal, params: { path: { name }, query: question } })).data!,
    retry: false,
    staleTime: Infinity,
  });
