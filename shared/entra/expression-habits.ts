import type { HabitRow } from './habits.ts';

const REFERENCE = 'Microsoft: functions-for-customizing-application-data';

/** Open points of the expression language. */
export const expressionHabits = [
  {
    id: 'expression-length',
    sentence: 'An expression has at most 10,000 characters and is one function; its arguments may be anything.',
    evidence: 'documented',
    source: `${REFERENCE}; Microsoft: expression-builder; Microsoft: known-issues`,
    defaultSetting: 'refused where it is entered',
  },
  {
    id: 'omitted-arguments',
    sentence:
      'An argument may be left out between two commas and before the closing parenthesis; a stored expression does not list it. Here it has no value then, also where the reference requires one.',
    evidence: 'documented',
    source: `${REFERENCE}; Microsoft Graph: attributeMappingSource; that required ones may be left out is inferred`,
    defaultSetting: 'no value',
  },
  {
    id: 'expression-bounds',
    sentence:
      'What Entra bounds an evaluation by is not published. Here calls nest 250 deep, and an evaluation takes at most 10,000 steps and makes at most 1,000,000 characters of text.',
    evidence: 'inferred',
    source: 'ours, so that no expression can stop a rehearsal',
    defaultSetting: 'a typed error',
  },
  {
    id: 'iif-on-null',
    sentence:
      'IIF fails where the attribute of its condition is null or empty, and takes no IsPresent, IsNull, IsNullOrEmpty, IgnoreFlowIfNullOrEmpty or comparison with "" as condition; Switch takes none of the first three as source. Microsoft’s own default mappings and guides do all of it.',
    evidence: 'inferred',
    source: `${REFERENCE}; against it: Microsoft: workday and successfactors expression guides, and the default mapping of a published schema`,
    defaultSetting: 'evaluate',
    settings: [
      { value: 'evaluate', sentence: 'It evaluates as it is read, and the preview warns.' },
      { value: 'refuse', sentence: 'It is refused, as the reference says.' },
    ],
  },
  {
    id: 'function-case',
    sentence: 'The language is case-sensitive; a caution of the same page writes `switch(` in lower case.',
    evidence: 'documented',
    source: REFERENCE,
    defaultSetting: 'exact',
    settings: [
      { value: 'exact', sentence: 'Names of functions are exact.' },
      { value: 'ignored', sentence: 'Names of functions are found in any case.' },
    ],
  },
  {
    id: 'cloud-sync-functions',
    sentence:
      'Trim, Error, ConvertFromBase64, DNComponent and CRef are functions of cloud sync, not of application provisioning.',
    evidence: 'documented',
    source: 'Microsoft: cloud-sync reference-expressions',
    defaultSetting: 'off',
    settings: [
      { value: 'off', sentence: 'They are unknown functions.' },
      { value: 'on', sentence: 'They work, to rehearse an expression of cloud sync.' },
    ],
  },
  {
    id: 'comparison-case',
    sentence:
      'Switch compares its keys case-sensitively, and so, it seems, does `=`. A published guide has keys in lower case that would never match "True".',
    evidence: 'inferred',
    source: `${REFERENCE}; the guide: Unleash, SCIM for Entra`,
    defaultSetting: 'exact',
    settings: [
      { value: 'exact', sentence: 'Texts are equal to the letter.' },
      { value: 'ignored', sentence: 'Texts that differ in case only are equal.' },
    ],
  },
  {
    id: 'comparison-of-numbers',
    sentence: 'A comparison is by number where both sides look like numbers, else by text.',
    evidence: 'inferred',
    source: `${REFERENCE}, examples of IIF with Len; Microsoft: workday expression guide ([StatusRehire]=1)`,
  },
  {
    id: 'coalesce-empty',
    sentence:
      'Coalesce gives the first source that is not null; an example of Microsoft needs an empty text to be passed over too.',
    evidence: 'inferred',
    source: `${REFERENCE}; Microsoft: successfactors expression guide`,
    defaultSetting: 'as-null',
    settings: [
      { value: 'as-null', sentence: 'An empty text is passed over; the last source is taken whatever it is.' },
      { value: 'as-value', sentence: 'An empty text is a value.' },
    ],
  },
  {
    id: 'split-trimming',
    sentence: 'The only printed result of Split has no blank after the comma that separated its values.',
    evidence: 'inferred',
    source: REFERENCE,
    defaultSetting: 'on',
    settings: [
      { value: 'on', sentence: 'Blanks around each value are taken away.' },
      { value: 'off', sentence: 'Values keep their blanks.' },
    ],
  },
  {
    id: 'word-without-delimiter',
    sentence:
      'Word gives an empty text where the delimiters identify no word. Whether a text without any of them is a word is open.',
    evidence: 'inferred',
    source: REFERENCE,
    defaultSetting: 'empty',
    settings: [
      { value: 'empty', sentence: 'A text without a delimiter has no words.' },
      { value: 'whole-text', sentence: 'A text without a delimiter is its first word.' },
    ],
  },
  {
    id: 'mid-outside',
    sentence:
      'What Mid gives for a start beyond the end of the text or below 1, or for a negative length, is documented for Connect Sync only: the text as it is.',
    evidence: 'inferred',
    source: 'Microsoft: reference-connect-sync-functions-reference',
    defaultSetting: 'unchanged',
    settings: [
      { value: 'unchanged', sentence: 'It gives the text as it is.' },
      { value: 'empty', sentence: 'It gives what stands there: nothing.' },
    ],
  },
  {
    id: 'pcase-apostrophe',
    sentence:
      "Without separators PCase begins a new word after punctuation, as ToTitleCase of .NET does, to which an apostrophe is no such punctuation: O'NEIL becomes O'neil. An example of Microsoft repairs \"'S\", which would not arise then.",
    evidence: 'inferred',
    source: `${REFERENCE}; .NET: TextInfo.ToTitleCase; against it: Microsoft: reference-connect-sync-functions-reference`,
    defaultSetting: 'in-word',
    settings: [
      { value: 'in-word', sentence: "An apostrophe is a part of the word: O'neil." },
      { value: 'ends-word', sentence: "An apostrophe ends a word: O'Neil." },
    ],
  },
  {
    id: 'redact-in-logs',
    sentence:
      'The value of an expression with Redact flows; logs show [Redact] in its place. Here they show neither the source attributes of such an expression nor why it failed, which would tell the value.',
    evidence: 'inferred',
    source: REFERENCE,
  },
  {
    id: 'comparison-in-document',
    sentence:
      'A schema document keeps an expression as a tree beside its text. The tree of a comparison was never published: here it is a function named by the operator, with the parameters left and right. The text decides where both are there.',
    evidence: 'inferred',
    source: 'Microsoft Graph: attributeMappingSource; Microsoft Graph: synchronizationSchema, parseExpression',
  },
  {
    id: 'graph-listed-functions',
    sentence:
      'Microsoft Graph lists Prepend, IsNothing and AppRoleAssignments, which the reference does not. What they do is our reading.',
    evidence: 'inferred',
    source: 'Microsoft Graph: synchronizationSchema functions',
  },
] as const satisfies readonly HabitRow[];
