import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test.each([
  ['a plain text as it is', 'Ada', 'Ada'],
  ['nothing for null', null, ''],
  ['a number as it is, a negative one too', -3, '-3'],
  ['a comma in quotes', 'Marsh, Ada', '"Marsh, Ada"'],
  ['quotes doubled', 'the "other" Ada', '"the ""other"" Ada"'],
  ['line ends in quotes', 'StatusCode: Conflict\r\nMessage', '"StatusCode: Conflict\r\nMessage"'],
  ['a formula as text', '=HYPERLINK("http://x.test")', `"'=HYPERLINK(""http://x.test"")"`],
  ['a telephone number as text', '+441632960001', "'+441632960001"],
  ['a text that begins with @', '@ada', "'@ada"],
  ['a minus within a text as it is', 'a-b', 'a-b'],
])('%s', (_sentence, value, expected) => {
  expect(csvLine([value, 1])).toBe(`${expected},1\r\n`);
});
