import type { CharacterClass, ClassItem } from './dotnet-character-class.ts';
import { lowerCase } from './dotnet-letter-case.ts';

/**
 * A class as it is where case is ignored: with every character that has the same small letter as one of its own. Categories such as
 * `\p{Lu}` stay as they are, as in .NET.
 */
export function foldedClass({ isNegated, items, except }: CharacterClass): CharacterClass {
  const others = caseGroups().flatMap((group) =>
    group.some((code) => items.some((item) => item.kind === 'range' && code >= item.from && code <= item.to)) ? group : [],
  );
  const added = others.map((code): ClassItem => ({ kind: 'range', from: code, to: code }));
  return { isNegated, items: [...items, ...added], except: except === null ? null : foldedClass(except) };
}

let knownGroups: readonly (readonly number[])[] | null = null;

/** Code units that have the same small letter. Made when it is first asked for: there are more than a thousand. */
function caseGroups(): readonly (readonly number[])[] {
  if (knownGroups !== null) return knownGroups;
  const groups = new Map<string, number[]>();
  for (let code = 0; code <= 0xffff; code += 1) {
    const unit = String.fromCharCode(code);
    const small = unit.toLowerCase() === unit ? unit : lowerCase(unit);
    if (small === unit) continue;
    const group = groups.get(small) ?? [small.charCodeAt(0)];
    group.push(code);
    groups.set(small, group);
  }
  knownGroups = [...groups.values()];
  return knownGroups;
}
