import { ORPCError } from '@orpc/client';

/** Why something did not work, as it is shown: what, where, what to do next. */
export interface Problem {
  readonly message: string;
  readonly place: string;
  readonly remedy: string;
}

/** Whatever a call threw, in words. REFUSED errors bring their own. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError) {
    const { place, remedy } = (error.data ?? {}) as { readonly place?: unknown; readonly remedy?: unknown };
    if (typeof place === 'string' && typeof remedy === 'string') return { message: error.message, place, remedy };
    if (error.code === 'BAD_REQUEST') return inputProblem(error);
    return { message: error.message, place: '', remedy: 'Nothing was changed. Try again; if it stays, start the program anew.' };
  }
  return {
    message: 'The program behind this window did not answer.',
    place: error instanceof Error ? error.message : String(error),
    remedy: 'Start it again, then reload this page. What it had acknowledged is kept.',
  };
}

/** The contract refused the shape of what was sent; its issues name the field. */
function inputProblem(error: ORPCError<string, unknown>): Problem {
  const { issues } = (error.data ?? {}) as { readonly issues?: readonly Issue[] };
  const [first] = Array.isArray(issues) ? (issues as readonly Issue[]) : [];
  return {
    message: first === undefined ? error.message : `This was not accepted: ${first.message}.`,
    place: first?.path === undefined ? '' : first.path.join('.'),
    remedy: 'Change the value and try again.',
  };
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}
