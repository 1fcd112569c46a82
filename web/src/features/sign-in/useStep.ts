/** One step of signing in: it enters, or leads to the step its refusal asks for. */
import { useMutation } from '@tanstack/react-query';
import { ApiProblem } from '@/api/problem';
import type { Session } from '@/api/types';

export type Step = 'SECOND_FACTOR_NEEDED' | 'PASSWORD_TO_CHOOSE' | 'SECOND_FACTOR_TO_SET_UP';
const steps: readonly string[] = ['SECOND_FACTOR_NEEDED', 'PASSWORD_TO_CHOOSE', 'SECOND_FACTOR_TO_SET_UP'] satisfies Step[];

/** The step a refusal asks for; null where it is a plain refusal. */
export function stepOf(error: unknown): Step | null {
  return error instanceof ApiProblem && steps.includes(error.code) ? (error.code as Step) : null;
}

export type StepProps = { onEnter: (session: Session) => void; onStep: (step: Step) => void };

/** Call a step of signing in: enter, or go to the step its refusal asks for. */
export function useStep<V>(call: (input: V) => Promise<Session>, { onEnter, onStep }: StepProps) {
  return useMutation({
    mutationFn: call,
    onSuccess: onEnter,
    onError: (error) => {
      const next = stepOf(error);
      if (next) onStep(next);
    },
  });
}
