import type { Problem } from '#shared/kernel/parsed.ts';

/** What a form's field shows below itself of what is wrong with it: nothing where nothing is. */
export function validation(problems: readonly Problem[] | undefined): { readonly validationMessage?: string } {
  const [problem] = problems ?? [];
  return problem === undefined ? {} : { validationMessage: `${problem.message} ${problem.remedy}` };
}
