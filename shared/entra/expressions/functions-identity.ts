import { type Random, randomUuid } from '#shared/kernel/random.ts';
import { toBase64, utf8Bytes, utf16Bytes } from './dotnet-encodings.ts';
import { eachText } from './each-text.ts';
import type { FunctionCall, FunctionDefinition } from './function-definition.ts';
import { optional, required } from './function-signature.ts';
import { cloudSyncFunctions } from './functions-cloud-sync.ts';

/** Functions that make values, and those of the sibling engine. Source: Microsoft, functions-for-customizing-application-data. */
export const identityFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Guid',
    parameters: [],
    family: 'application',
    group: 'identity',
    summary: 'A new GUID, in small letters.',
    evaluate: ({ context }) => randomUuid(context.random),
  },
  {
    name: 'RandomString',
    parameters: [
      required('length', 'Integer'),
      required('minimumNumbers', 'Integer'),
      required('minimumSpecialCharacters', 'Integer'),
      required('minimumCapital', 'Integer'),
      required('minimumLowerCase', 'Integer'),
      optional('charactersToAvoid', 'String'),
    ],
    family: 'application',
    group: 'identity',
    summary: 'A random text of a length, with so many digits, special characters, capitals and small letters at least.',
    evaluate: randomText,
  },
  {
    name: 'SelectUniqueValue',
    parameters: [
      required('uniqueValueRule1', 'String'),
      { name: 'uniqueValueRule', type: 'String', isRequired: true, isRepeated: true },
    ],
    family: 'application',
    group: 'identity',
    summary: 'The value of the first rule that the target does not hold yet; rules after it are not evaluated.',
    signature: 'SelectUniqueValue(uniqueValueRule1, uniqueValueRule2, …)',
    evaluate: uniqueValue,
  },
  {
    name: 'DefaultDomain',
    parameters: [],
    family: 'application',
    group: 'identity',
    summary: "The tenant's default verified domain.",
    evaluate: (call) =>
      call.context.defaultDomain ??
      call.fail(
        'no-default-domain',
        'the tenant has no default verified domain',
        'Verify a domain, and make it the default one.',
      ),
  },
  {
    name: 'ConvertToBase64',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'identity',
    summary: 'The source in Base64, of its bytes in UTF-16.',
    evaluate: (call) => eachText(call.value(0), (text) => toBase64(utf16Bytes(text))),
  },
  {
    name: 'ConvertToUTF8Hex',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'identity',
    summary: 'The bytes of the source in UTF-8, two hexadecimal digits each.',
    evaluate: (call) =>
      eachText(call.value(0), (text) =>
        utf8Bytes(text)
          .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
          .join(''),
      ),
  },
  ...cloudSyncFunctions,
];

/** Characters of a password of Windows. Documented: password-must-meet-complexity-requirements, which the reference refers to. */
const characterSets = [
  '0123456789',
  '~!@#$%^&*_-+=`|\\(){}[]:;"\'<>,.?/',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'abcdefghijklmnopqrstuvwxyz',
] as const;
const setNames = ['digits', 'special characters', 'capitals', 'small letters'] as const;
const LENGTH_MAX = 256;

function randomText(call: FunctionCall): string {
  const length = call.integer(0);
  const minima = [1, 2, 3, 4].map((index) => call.integer(index));
  const sum = minima.reduce((total, minimum) => total + minimum, 0);
  if (length < 0 || length > LENGTH_MAX) {
    call.fail('invalid-argument', `the length is ${length}`, `Give a length from 0 to ${LENGTH_MAX}.`);
  }
  if (minima.some((minimum) => minimum < 0)) call.fail('invalid-argument', 'a minimum is negative', 'Give 0 for no minimum.');
  if (sum > length) {
    call.fail('invalid-argument', `the minima add up to ${sum}, more than the length ${length}`, 'Give a greater length.');
  }
  const avoided = call.text(5);
  const sets = characterSets.map((set) => Array.from(set).filter((character) => !avoided.includes(character)));
  const characters: string[] = [];
  for (const [index, set] of sets.entries()) {
    const minimum = minima[index] ?? 0;
    if (minimum > 0 && set.length === 0) {
      call.fail(
        'invalid-argument',
        `all ${setNames[index]} are to be avoided, but ${minimum} are wanted`,
        'Avoid fewer characters.',
      );
    }
    for (let count = 0; count < minimum; count += 1) characters.push(oneOf(set, call.context.random));
  }
  const all = sets.flat();
  if (all.length === 0 && length > 0)
    call.fail('invalid-argument', 'all characters are to be avoided', 'Avoid fewer characters.');
  while (characters.length < length) characters.push(oneOf(all, call.context.random));
  return shuffled(characters, call.context.random).join('');
}

function oneOf(characters: readonly string[], random: Random): string {
  return characters[below(characters.length, random)] ?? '';
}

/** A whole number from 0, less than `count`. */
function below(count: number, random: Random): number {
  return Math.floor((random.next() / 2 ** 32) * count);
}

function shuffled(characters: readonly string[], random: Random): readonly string[] {
  const order = [...characters];
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = below(index + 1, random);
    [order[index], order[other]] = [order[other] ?? '', order[index] ?? ''];
  }
  return order;
}

/** A rule without a value is passed over: there is nothing to be unique. Evidence: inferred. */
function uniqueValue(call: FunctionCall): string {
  const taken: string[] = [];
  for (let index = 0; index < call.count; index += 1) {
    const value = call.text(index);
    if (value === '') continue;
    if (!call.context.isTaken(value)) return value;
    taken.push(value);
  }
  const message =
    taken.length === 0 ? 'no rule gives a value' : `the target holds every value already: ${taken.slice(0, 5).join(', ')}`;
  return call.fail('no-unique-value', message, 'Add a rule that gives another value. Entra puts the object into escrow.');
}
