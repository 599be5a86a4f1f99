import { type DateTicks, fromFileTime, ticksOfInstant, toFileTime } from './dotnet-date.ts';
import { outOfRange, parseExactDate } from './dotnet-date-exact.ts';
import { formatDate, RESULT_FORMAT } from './dotnet-date-format.ts';
import { addInterval, type DateInterval, dateIntervalNamed, differenceOf } from './dotnet-date-interval.ts';
import { parseDateStyles } from './dotnet-date-styles.ts';
import { parseDateText } from './dotnet-date-text.ts';
import { inCall } from './dotnet-errors.ts';
import { eachText } from './each-text.ts';
import type { ExpressionValue } from './expression-value.ts';
import type { FunctionCall, FunctionDefinition } from './function-definition.ts';
import { optional, required } from './function-signature.ts';

/**
 * Functions of dates, which are texts between them: UTC, `M/d/yyyy h:mm:ss tt`. Source: Microsoft,
 * functions-for-customizing-application-data. That no value gives no value is inferred.
 */
export const dateFunctions: readonly FunctionDefinition[] = [
  {
    name: 'CDate',
    parameters: [required('expression', 'String')],
    family: 'application',
    group: 'dates',
    summary: 'A text as a date in UTC, printed as M/d/yyyy h:mm:ss tt.',
    evaluate: (call) => eachText(call.value(0), (text) => resultText(inCall(call, () => parseDateText(text)))),
  },
  {
    name: 'Now',
    parameters: [],
    family: 'application',
    group: 'dates',
    summary: 'The time now in UTC, printed as M/d/yyyy h:mm:ss tt.',
    evaluate: (call) => resultText(nowTicks(call)),
  },
  {
    name: 'DateAdd',
    parameters: [required('interval', 'String'), required('value', 'Integer'), required('dateTime', 'DateTime')],
    family: 'application',
    group: 'dates',
    summary: 'A date so many intervals later (yyyy, m, d, ww, h, n, s), or earlier for a negative number.',
    evaluate(call) {
      const interval = intervalOf(call);
      const count = call.integer(1);
      return eachText(call.value(2), (text) => {
        const ticks = addInterval(
          inCall(call, () => parseDateText(text)),
          interval,
          count,
        );
        return resultText(ticks ?? failRange(call, `${text} and ${count} times "${interval}"`));
      });
    },
  },
  {
    name: 'DateDiff',
    parameters: [required('interval', 'String'), required('date1', 'DateTime'), required('date2', 'DateTime')],
    family: 'application',
    group: 'dates',
    summary: 'How many intervals (yyyy, m, d, ww, h, n, s) the second date is later than the first.',
    evaluate(call) {
      const interval = intervalOf(call);
      const [from, to] = [dateOf(call, 1), dateOf(call, 2)];
      return from === null || to === null ? null : String(differenceOf(from, to, interval));
    },
  },
  {
    name: 'DateFromNum',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'dates',
    summary: 'The date of a number of Active Directory (FILETIME), printed as M/d/yyyy h:mm:ss tt.',
    evaluate: (call) => eachText(call.value(0), (text) => resultText(ticksOfFileTime(call, text))),
  },
  {
    name: 'NumFromDate',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'dates',
    summary: 'A date as a number of Active Directory (FILETIME), as accountExpires wants it.',
    evaluate: (call) =>
      eachText(call.value(0), (text) => {
        const number = toFileTime(inCall(call, () => parseDateText(text)));
        return String(number ?? call.fail('out-of-range', `"${text}" lies before 1601`, 'Take a later date.'));
      }),
  },
  {
    name: 'FormatDateTime',
    parameters: [
      required('source', 'String'),
      optional('dateTimeStyles', 'String'),
      required('inputFormat', 'String'),
      optional('outputFormat', 'String'),
    ],
    family: 'application',
    group: 'dates',
    summary: 'A date from one .NET format into another; dateTimeStyles is left empty, or left out with its comma.',
    countProblem: (count) => (count < 3 ? `takes 3 or 4 arguments, but got ${count}` : null),
    evaluate: formatted,
  },
];

function resultText(ticks: DateTicks): string {
  return formatDate(ticks, 'utc', RESULT_FORMAT);
}

function nowTicks(call: FunctionCall): DateTicks {
  return ticksOfInstant(call.context.now()) ?? failRange(call, 'the time now');
}

/** Null: no value. */
function dateOf(call: FunctionCall, index: number): DateTicks | null {
  const value = call.value(index);
  return value === null ? null : inCall(call, () => parseDateText(call.text(index)));
}

function intervalOf(call: FunctionCall): DateInterval {
  const name = call.text(0);
  return (
    dateIntervalNamed(name) ??
    call.fail('invalid-argument', `"${name}" is no interval`, 'Write one of yyyy, m, d, ww, h, n, s; n is the minute.')
  );
}

function ticksOfFileTime(call: FunctionCall, text: string): DateTicks {
  if (!/^\s*[+-]?\d{1,30}\s*$/.test(text)) {
    call.fail(
      'invalid-argument',
      `"${text}" is no number of 100 nanoseconds since 1601`,
      'Give a number such as 129699324000000000.',
    );
  }
  return fromFileTime(BigInt(text.trim())) ?? failRange(call, text);
}

/** The form with three arguments is that of Microsoft Graph's list of functions. */
function formatted(call: FunctionCall): ExpressionValue {
  const [styles, input, output] =
    call.count === 3 ? ['', call.text(1), call.text(2)] : [call.text(1), call.text(2), call.text(3)];
  return eachText(call.value(0), (text) =>
    inCall(call, () => {
      const { ticks, kind } = parseExactDate(text, input, parseDateStyles(styles), nowTicks(call));
      return formatDate(ticks, kind, output);
    }),
  );
}

function failRange(call: FunctionCall, what: string): never {
  const { code, message, remedy } = outOfRange(what);
  return call.fail(code, message, remedy);
}
