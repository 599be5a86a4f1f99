import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The addresses that the window's route tables know, optional parts both present and absent: `/entra/users`, `/entra/users/:id`. */
export function addressForms(): readonly string[] {
  const folder = join(import.meta.dirname, '../../renderer');
  const files = globSync('**/*.tsx', { cwd: folder }).filter((file) => !file.includes('.test.'));
  return files.flatMap((file) => patternsIn(readFileSync(join(folder, file), 'utf8')).flatMap(formsOf));
}

/** The form that an address has, as the tables decide: the first that fits, words before placeholders. Undefined where none does. */
export function formOf(address: string, forms: readonly string[]): string | undefined {
  const fitting = forms.filter((form) => fits(wordsOf(address), wordsOf(form)));
  return fitting.sort((a, b) => placeholderCount(a) - placeholderCount(b))[0];
}

/** What leads on to another address is no screen, nor is a table that an area's own table continues. */
function patternsIn(source: string): readonly string[] {
  const [, ...routes] = source.split('<Route path="');
  return routes.flatMap((rest) => {
    const isScreen = !/^[^<]*(\bcomponent=\{\w+Routes\}|<Redirect\b)/.test(rest) && !/^[^<]*=> <Redirect\b/.test(rest);
    return isScreen ? [rest.slice(0, rest.indexOf('"'))] : [];
  });
}

/** `/a/:b?/*?` is `/a`, `/a/:b` and `/a/:b/*`. */
function formsOf(pattern: string): readonly string[] {
  const words = wordsOf(pattern);
  const firstOptional = words.findIndex((word) => word.endsWith('?'));
  if (firstOptional < 0) return [pattern];
  return Array.from({ length: words.length - firstOptional + 1 }, (_none, more) =>
    `/${words.slice(0, firstOptional + more).join('/')}`.replaceAll('?', ''),
  );
}

function fits(address: readonly string[], form: readonly string[]): boolean {
  const isOpenEnded = form.at(-1) === '*';
  if (isOpenEnded ? address.length < form.length : address.length !== form.length) return false;
  return form.every((word, index) => word === '*' || word.startsWith(':') || word === address[index]);
}

function placeholderCount(form: string): number {
  return wordsOf(form).filter((word) => word === '*' || word.startsWith(':')).length;
}

function wordsOf(address: string): readonly string[] {
  return address.split('/').filter((word) => word !== '');
}
