/** The type of the mock desk, for tests. */
export function answer(request: {
  method: string; path: string; query: URLSearchParams; body: unknown; headers: Record<string, string>; role: string | null;
}): { status: number; body: unknown; role?: string | null };
