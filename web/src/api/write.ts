/** A write with its intent: the same input sent again carries the same idempotency key, another input a new one. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { newKey } from './client';

type Options<R> = { touches: readonly string[]; onDone?: (answer: R) => void };

/** Wrap one server call; on success the query families named in `touches` are read again. */
export function useWrite<V, R>(call: (input: V, key: string) => Promise<R>, options: Options<R>): UseMutationResult<R, Error, V> {
  const queries = useQueryClient();
  const intent = useRef<{ input: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: V) => {
      const text = JSON.stringify(input, fileAsText);
      if (intent.current?.input !== text) intent.current = { input: text, key: newKey() };
      return call(input, intent.current.key);
    },
    onSuccess: (answer) => {
      intent.current = null;
      for (const family of options.touches) void queries.invalidateQueries({ queryKey: [family] });
      options.onDone?.(answer);
    },
  });
}

function fileAsText(_name: string, value: unknown): unknown {
  return value instanceof File ? `${value.name}:${value.size}:${value.lastModified}` : value;
}
