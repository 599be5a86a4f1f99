import { fromBase64, textOfUtf8, textOfUtf16 } from './dotnet-encodings.ts';
import { eachText } from './each-text.ts';
import type { FunctionCall, FunctionDefinition } from './function-definition.ts';
import { optional, required } from './function-signature.ts';

/**
 * Functions that only the sibling engine documents: off unless switched on. Source: Microsoft Entra Cloud Sync,
 * reference-expressions.
 */
export const cloudSyncFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Trim',
    parameters: [required('value', 'String')],
    family: 'cloud-sync',
    group: 'text',
    summary: 'The text without white space at its ends.',
    evaluate: (call) => eachText(call.value(0), (text) => text.replace(/^[\p{Z}\t-\r\x85]+|[\p{Z}\t-\r\x85]+$/gu, '')),
  },
  {
    name: 'Error',
    parameters: [required('errorMessage', 'String')],
    family: 'cloud-sync',
    group: 'logic',
    summary: 'Ends the evaluation with a message.',
    evaluate: (call) => call.fail('raised', call.text(0), 'The expression raises this error itself: look at its conditions.'),
  },
  {
    name: 'ConvertFromBase64',
    parameters: [required('source', 'String'), optional('encoding', 'String')],
    family: 'cloud-sync',
    group: 'identity',
    summary: 'The text that a Base64 text stands for: of bytes in UTF-16, or in UTF8 where that is said.',
    evaluate: (call) => eachText(call.value(0), (text) => decoded(call, text)),
  },
  {
    name: 'CRef',
    parameters: [required('value', 'String')],
    family: 'cloud-sync',
    group: 'values',
    summary: 'A text as a reference.',
    evaluate: (call) => call.value(0),
  },
  {
    name: 'DNComponent',
    parameters: [required('dn', 'Reference'), required('componentNumber', 'Integer')],
    family: 'cloud-sync',
    group: 'text',
    summary: 'One value of a distinguished name, by its number from the left: "Joe" of "cn=Joe,dc=contoso".',
    evaluate: component,
  },
];

function decoded(call: FunctionCall, text: string): string {
  const bytes = fromBase64(text);
  if (bytes === null) return call.fail('invalid-argument', 'the source is no Base64', 'Give a text that ConvertToBase64 made.');
  const encoding = call.text(1);
  if (encoding === '' || encoding === 'Unicode') return textOfUtf16(bytes);
  if (encoding !== 'UTF8') {
    return call.fail('invalid-argument', `the encoding "${encoding}" is not known`, 'Write UTF8, or leave it out for UTF-16.');
  }
  return textOfUtf8(bytes) ?? call.fail('invalid-argument', 'the bytes are no UTF-8', 'Leave the encoding out for UTF-16.');
}

function component(call: FunctionCall): string | null {
  const name = call.value(0);
  if (name === null || name === '') return null;
  const number = call.integer(1);
  const parts = call.text(0).match(/(?:[^,\\]|\\.)+/g) ?? [];
  const part = parts[number - 1];
  if (part === undefined) {
    const remedy = `Give a number from 1 to ${parts.length}.`;
    return call.fail('out-of-range', `"${call.text(0)}" has no component ${number}`, remedy);
  }
  return part
    .replace(/^[^=]*=/, '')
    .trim()
    .replace(/\\(.)/g, '$1');
}
