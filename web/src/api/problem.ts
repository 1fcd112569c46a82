/** A refusal of the desk, or of the line to it, as one sentence in both languages. It knows no screen. */
import type { FieldProblem, Text } from './types';

export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: Text,
    readonly fields: FieldProblem[] = [],
    readonly more: Record<string, unknown> = {},
  ) {
    super(`${code}: ${title.en}`);
    this.name = 'ApiProblem';
  }
}

const offline: Text = {
  zh: '连不上服务器。您填写的内容还在，请检查网络后重试。',
  en: 'The server can’t be reached. What you entered is kept; check the connection and try again.',
};
const unclear: Text = {
  zh: '服务器的回答读不懂。您填写的内容还在，请稍后重试；若一再发生，请联系管理员。',
  en: 'The server gave an answer this page can’t read. What you entered is kept; try again, and tell the operator if it repeats.',
};

/** Read a failed answer; an answer that is no problem document becomes UNCLEAR_ANSWER. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    const body = (await response.json()) as Record<string, unknown>;
    if (typeof body.code === 'string' && isText(body.title)) {
      return new ApiProblem(body.code, response.status, body.title, (body.fields ?? []) as FieldProblem[], body);
    }
  } catch {
    return new ApiProblem('UNCLEAR_ANSWER', response.status, unclear);
  }
  return new ApiProblem('UNCLEAR_ANSWER', response.status, unclear);
}

/** Turn anything thrown on the way to the desk into a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return error instanceof TypeError ? new ApiProblem('OFFLINE', 0, offline) : new ApiProblem('UNCLEAR_ANSWER', 0, unclear);
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}
