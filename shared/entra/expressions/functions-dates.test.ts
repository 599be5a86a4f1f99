import { expect, test } from 'vitest';
import { evaluateExpression } from './evaluate-expression.ts';
import { expressionOf, resultOf, testContext } from './testing.ts';

/** Texts as people, Workday and SuccessFactors write them. */
test.each([
  ['2020-03-16-07:00', '3/16/2020 7:00:00 AM'],
  ['2021-06-30+08:00', '6/29/2021 4:00:00 PM'],
  ['2020-03-16Z', '3/16/2020 12:00:00 AM'],
  ['2020-3-6', '3/6/2020 12:00:00 AM'],
  ['2020/03/16 09:05', '3/16/2020 9:05:00 AM'],
  ['2009-06-15T01:45:30.1234567-07:00', '6/15/2009 8:45:30 AM'],
  ['2009-06-15t01:45:30z', '6/15/2009 1:45:30 AM'],
  ['2009-06-15 01:45:30 +0530', '6/14/2009 8:15:30 PM'],
  ['2013-01-10 4:00 PM -8', '1/11/2013 12:00:00 AM'],
  [' 8/25/2021 5:41:18 PM ', '8/25/2021 5:41:18 PM'],
  ['8/25/2021', '8/25/2021 12:00:00 AM'],
  ['8-25-2021 5 pm', '8/25/2021 5:00:00 PM'],
  ['12/31/9999 11:59:59 PM', '12/31/9999 11:59:59 PM'],
  ['1/1/0001', '1/1/0001 12:00:00 AM'],
  ['2/29/2000 12:30 AM', '2/29/2000 12:30:00 AM'],
  ['1/2/49', '1/2/2049 12:00:00 AM'],
  ['1/2/50', '1/2/1950 12:00:00 AM'],
  ['Mon, 15 Jun 2009 20:45:30 GMT', '6/15/2009 8:45:30 PM'],
  ['May 5, 2020', '5/5/2020 12:00:00 AM'],
  ['Wednesday, September 2, 2020 1:02 AM', '9/2/2020 1:02:00 AM'],
  ['2-Sep-2020', '9/2/2020 12:00:00 AM'],
  ['Wed 9/2/2020 1:02 AM', '9/2/2020 1:02:00 AM'],
  ['2021-06-30+08', '6/29/2021 4:00:00 PM'],
  ['2021-06-30T10:00+8', '6/30/2021 2:00:00 AM'],
  ['6.30.2021', '6/30/2021 12:00:00 AM'],
  ['2021.06.30', '6/30/2021 12:00:00 AM'],
  ['2020-03', '3/1/2020 12:00:00 AM'],
  ['3/2020', '3/1/2020 12:00:00 AM'],
  ['March 2020', '3/1/2020 12:00:00 AM'],
])('%s is %s', (text, date) => {
  expect(resultOf('CDate([date])', { source: { date: text } })).toBe(date);
});

test.each([
  ['', 'invalid-date'],
  ['not a date', 'invalid-date'],
  ['2020-13', 'invalid-date'],
  ['2020-03 10:00', 'invalid-date'],
  ['30.6.2021', 'invalid-date'],
  ['2020-03-16-123', 'invalid-date'],
  ['Tue, 15 Jun 2009 20:45:30 GMT', 'invalid-date'],
  ['20200316', 'invalid-date'],
  ['2020-13-01', 'invalid-date'],
  ['2/30/2020', 'invalid-date'],
  ['2/29/1900', 'invalid-date'],
  ['0000-01-01', 'invalid-date'],
  ['2020-01-01T24:00:00', 'invalid-date'],
  ['2020-01-01 13:00 PM', 'invalid-date'],
  ['2020-01-01T10:00:00+15:00', 'invalid-date'],
  ['2020-01/01', 'invalid-date'],
  ['0001-01-01T00:00:00+01:00', 'out-of-range'],
  ['9999-12-31T23:59:59-00:01', 'out-of-range'],
])('%j ends in %s', (text, code) => {
  expect(resultOf('CDate([date])', { source: { date: text } })).toMatchObject({
    kind: 'error',
    code,
    column: 1,
    message: expect.stringMatching(/^CDate: /),
  });
});

test.each([
  ['CDate([absent])', null],
  ['DateAdd("m", 1, "1/31/2024")', '2/29/2024 12:00:00 AM'],
  ['DateAdd("m", -1, "3/31/2023 4:05:06 PM")', '2/28/2023 4:05:06 PM'],
  ['DateAdd("yyyy", 1, "2/29/2024")', '2/28/2025 12:00:00 AM'],
  ['DateAdd("YYYY", -2023, "2/29/2024")', '2/28/0001 12:00:00 AM'],
  ['DateAdd("ww", 2, "12/25/2024")', '1/8/2025 12:00:00 AM'],
  ['DateAdd("h", 25, "12/31/2024")', '1/1/2025 1:00:00 AM'],
  ['DateAdd("n", -1, "1/1/2024")', '12/31/2023 11:59:00 PM'],
  ['DateAdd("s", 86399, "1/1/2024")', '1/1/2024 11:59:59 PM'],
  ['DateAdd("d", 1, [absent])', null],
  ['DateDiff("yyyy", "12/31/2023", "1/1/2024")', '1'],
  ['DateDiff("m", "1/31/2024", "2/1/2024")', '1'],
  ['DateDiff("m", "3/1/2024", "12/31/2022")', '-15'],
  ['DateDiff("ww", "8/25/2021 5:41:18 PM", "2012-03-16-07:00")', '-493'],
  // Saturday to Sunday begins a week, Sunday to Saturday does not.
  ['DateDiff("ww", "1/6/2024", "1/7/2024")', '1'],
  ['DateDiff("ww", "1/7/2024", "1/13/2024")', '0'],
  ['DateDiff("d", "1/1/2024 11:00:00 PM", "1/2/2024 1:00:00 AM")', '0'],
  ['DateDiff("h", "1/1/2024 1:59:00 AM", "1/1/2024 12:00:00 AM")', '-1'],
  ['DateDiff("n", "2021-08-24", "2021-08-25")', '1440'],
  ['DateDiff("s", "1/1/0001", "12/31/9999 11:59:59 PM")', '315537897599'],
  ['DateDiff("d", [absent], "1/1/2024")', null],
  ['DateFromNum(0)', '1/1/1601 12:00:00 AM'],
  ['DateFromNum("2650467743999999999")', '12/31/9999 11:59:59 PM'],
  ['DateFromNum([absent])', null],
  ['NumFromDate("2012-01-01T23:00:00Z")', '129699324000000000'],
  ['NumFromDate("2012-01-01T23:00:00.1234567Z")', '129699324001234567'],
  ['NumFromDate("1601-01-01")', '0'],
  ['NumFromDate(DateFromNum(129699324000000000))', '129699324000000000'],
  ['NumFromDate([absent])', null],
] as const)('%s', (expression, value) => {
  expect(resultOf(expression)).toBe(value);
});

test.each([
  ['DateAdd("month", 1, "1/1/2024")', 'invalid-argument', '"month" is no interval'],
  ['DateAdd("d", 3000000, "1/1/2024")', 'out-of-range', 'lies outside the years 1 to 9999'],
  ['DateAdd("yyyy", 9007199254740991, "1/1/2024")', 'out-of-range', 'lies outside the years 1 to 9999'],
  ['DateAdd("m", -30000, "1/1/2024")', 'out-of-range', 'lies outside the years 1 to 9999'],
  ['DateDiff("q", "1/1/2024", "1/1/2024")', 'invalid-argument', '"q" is no interval'],
  ['DateFromNum("9223372036854775807")', 'out-of-range', 'lies outside the years 1 to 9999'],
  ['DateFromNum(-1)', 'out-of-range', 'lies outside the years 1 to 9999'],
  ['DateFromNum("1.5")', 'invalid-argument', '"1.5" is no number of 100 nanoseconds since 1601'],
  ['NumFromDate("12/31/1600")', 'out-of-range', 'lies before 1601'],
])('%s ends in %s', (expression, code, message) => {
  expect(resultOf(expression)).toMatchObject({ kind: 'error', code, message: expect.stringContaining(message), column: 1 });
});

test('Now is the time of the clock, in UTC', () => {
  const context = { ...testContext(), now: () => Date.UTC(2021, 6, 2, 15, 33, 38, 999) };
  expect(evaluateExpression(expressionOf('Now()'), context)).toMatchObject({ value: '7/2/2021 3:33:38 PM' });
  expect(evaluateExpression(expressionOf('Now()'), { ...context, now: () => 1e15 })).toMatchObject({
    kind: 'error',
    error: { code: 'out-of-range' },
  });
});

/** By the tables of .NET, custom-date-and-time-format-strings, for June 5 2009 1:05:07.6170000 PM. */
test.each([
  ['d', '6/5/2009'],
  ['%d', '5'],
  ['dd ddd dddd', '05 Fri Friday'],
  ['%M', '6'],
  ['MM MMM MMMM', '06 Jun June'],
  ['%y', '9'],
  ['yy yyy yyyy yyyyy', '09 2009 2009 02009'],
  ['%h hh', '1 01'],
  ['H HH', '13 13'],
  ['m mm s ss', '5 05 7 07'],
  ['%f', '6'],
  ['ff fff ffffff fffffff', '61 617 617000 6170000'],
  ['FF FFF FFFFFF', '61 617 617'],
  ['ss.FFFFFFF', '07.617'],
  ['%t', 'P'],
  ['h:mm tt', '1:05 PM'],
  ['%z zz zzz', '+0 +00 +00:00'],
  ['yyyy g', '2009 A.D.'],
  ['%K', ''],
  ['yyyy\'T\'MM "of" d\\d', '2009T06 of 5d'],
  ['yyyyMMddHHmmssZ', '20090605130507Z'],
  ["'it''s' yyyy", 'its 2009'],
  ['s', '2009-06-05T13:05:07'],
  ['o', '2009-06-05T13:05:07.6170000'],
  ['u', '2009-06-05 13:05:07Z'],
  ['R', 'Fri, 05 Jun 2009 13:05:07 GMT'],
  ['D', 'Friday, June 5, 2009'],
  ['', '6/5/2009 1:05:07 PM'],
])('printed as %s it is %s', (format, text) => {
  const source = { format, date: '2009-06-05T13:05:07.6170000' };
  expect(resultOf('FormatDateTime([date], , "yyyy-MM-ddTHH:mm:ss.fffffff", [format])', { source })).toBe(text);
});

test('a fraction of zeros takes its point with it', () => {
  const printed = 'FormatDateTime("10:20:30", "HH:mm:ss", "HH:mm:ss.FFF")';
  expect(resultOf(printed)).toBe('10:20:30');
});

test.each([
  ['20150123105347.1Z', 'yyyyMMddHHmmss.fZ', '2015-01-23T10:53:47.1Z'],
  ['1/2/2020 12:00:00 AM', 'M/d/yyyy hh:mm:ss tt', '2020-01-02T00:00:00'],
  ['1/2/2020 12:00:00 pm', 'M/d/yyyy h:mm:ss tt', '2020-01-02T12:00:00'],
  ['1/2/2020 11 P', 'M/d/yyyy h t', '2020-01-02T23:00:00'],
  ['2020-12-31-08:00', 'yyyy-MM-ddzzz', '2020-12-31T08:00:00+00:00'],
  ['2020-12-31+0800', 'yyyy-MM-ddzzz', '2020-12-30T16:00:00+00:00'],
  ['2020-12-31+8', 'yyyy-MM-ddz', '2020-12-30T16:00:00+00:00'],
  ['2020-12-31T01:02:03', 'yyyy-MM-ddTHH:mm:ssK', '2020-12-31T01:02:03'],
  ['2020-12-31T01:02:03Z', 'yyyy-MM-ddTHH:mm:ssK', '2020-12-31T01:02:03Z'],
  ['2020-12-31T01:02:03-01:00', 'yyyy-MM-ddTHH:mm:ssK', '2020-12-31T02:02:03+00:00'],
  ['2009-06-15T13:45:30.5', 'yyyy-MM-ddTHH:mm:ss.FFF', '2009-06-15T13:45:30.5'],
  ['2009-06-15T13:45:30', 'yyyy-MM-ddTHH:mm:ss.FFF', '2009-06-15T13:45:30'],
  ['Friday, 5 June 2009', 'dddd, d MMMM yyyy', '2009-06-05T00:00:00'],
  ['fri 05 jun 09', 'ddd dd MMM yy', '2009-06-05T00:00:00'],
  ['  2020-01-02 ', 'yyyy-MM-dd', '2020-01-02T00:00:00'],
  ['2020-06', 'yyyy-MM', '2020-06-01T00:00:00'],
  ['06/05', 'MM/dd', '1970-06-05T00:00:00'],
  ['10:20', 'HH:mm', '1970-01-01T10:20:00'],
  ['2009-06-15T13:45:30', 's', '2009-06-15T13:45:30'],
  ['6/5/2009 1:05 PM', 'g', '2009-06-05T13:05:00'],
  ["day 5'06'2009", "'day' d\\'MM\\'yyyy", '2009-06-05T00:00:00'],
  ['5 Jun 2009 A.D.', 'd MMM yyyy g', '2009-06-05T00:00:00'],
])('%s is read as %s', (date, format, text) => {
  const expression = 'FormatDateTime([date], [format], "yyyy-MM-ddTHH:mm:ss.FFFFFFFK")';
  expect(resultOf(expression, { source: { date, format } })).toBe(text);
});

test.each([
  ['2021-7-2', 'yyyy-MM-dd', '"2021-7-2" is not in the format "yyyy-MM-dd": a month of 2 digits is expected at character 6'],
  ['2021-07-02x', 'yyyy-MM-dd', '"x" is left over'],
  ['21-07-02', 'yyyy-MM-dd', 'a year of 4 digits is expected at character 1'],
  ['2021 07', 'yyyy-MM', '"-" is expected at character 5'],
  ['2021-02-29', 'yyyy-MM-dd', 'there is no such date or time of day'],
  ['13 AM', 'hh tt', '13 is no hour of a half day'],
  ['13 AM', 'HH tt', 'hour 13 is not AM'],
  ['10 XM', 'HH tt', 'AM or PM is expected at character 4'],
  ['Mon 5 Jun 2009', 'ddd d MMM yyyy', 'it is another day of the week'],
  ['5 Brumaire 2009', 'd MMMM yyyy', 'a name such as January is expected at character 3'],
  ['2020 2021', 'yyyy yyyy', 'it says two things of the same part'],
  ['10:00+15:00', 'HH:mmzzz', 'an offset is at most 14 hours'],
  ['10:00', 'HH:mmzzz', 'an offset such as +02:00 is expected at character 6'],
  ['10:00.1', 'HH:mm.ff', 'a fraction of 2 digits is expected at character 7'],
  ['20200101', 'yyyyMMddZ', '"Z" is expected at character 9'],
])('%s is not %s', (date, format, message) => {
  expect(resultOf('FormatDateTime([date], , [format], "s")', { source: { date, format } })).toMatchObject({
    kind: 'error',
    code: 'invalid-date',
    message: expect.stringContaining(message),
  });
});

test.each([
  ['None', ' 2020-01-02', 'error'],
  ['AllowLeadingWhite', ' 2020-01-02', '2020-01-02'],
  ['DateTimeStyles.AllowWhiteSpaces', ' 2020 - 01-02 ', '2020-01-02'],
  ['AssumeUniversal, AdjustToUniversal', '2020-01-02', '2020-01-02Z'],
  ['assumelocal', '2020-01-02', '2020-01-02+00:00'],
  ['AdjustToUniversal', '2020-01-02', '2020-01-02'],
  ['RoundtripKind', '2020-01-02', '2020-01-02'],
])('with the styles %s %j becomes %s', (styles, date, text) => {
  const result = resultOf('FormatDateTime([date], [styles], "yyyy-MM-dd", "yyyy-MM-ddK")', { source: { styles, date } });
  if (text === 'error') expect(result).toMatchObject({ kind: 'error', code: 'invalid-date' });
  else expect(result).toBe(text);
});

test('a time of day without a date is of the first day there is, where that is asked for', () => {
  expect(resultOf('FormatDateTime("10:20", "NoCurrentDateDefault", "HH:mm", "yyyy-MM-dd")')).toBe('0001-01-01');
});

test.each([
  ['FormatDateTime("x", "Sloppy", "yyyy", "yyyy")', 'the date styles "Sloppy" are wrong: there is no such style'],
  ['FormatDateTime("x", "AssumeLocal, AssumeUniversal", "yyyy", "yyyy")', 'exclude each other'],
  ['FormatDateTime("x", "RoundtripKind, AssumeLocal", "yyyy", "yyyy")', 'RoundtripKind excludes'],
  ['FormatDateTime("2020", , "q", "yyyy")', 'a single letter is a standard format, and there is none of it'],
  ['FormatDateTime("2020", , "yyyy", "yyyy\'")', 'the date format "yyyy\'" is wrong: the quote \' is not closed'],
  ['FormatDateTime("2020", , "yyyy", "yyyy%")', '"%" must stand before a letter'],
  ['FormatDateTime("2020", , "yyyy", "ffffffff")', 'a fraction has at most 7 digits'],
  ['FormatDateTime("2020", , "yyyy", "yyyy\\\\")', 'a backslash is the last character'],
])('%s is refused', (expression, message) => {
  expect(resultOf(expression)).toMatchObject({
    kind: 'error',
    code: 'invalid-argument',
    message: expect.stringContaining(message),
  });
});

test('FormatDateTime gives nothing for no value, and takes three arguments or four', () => {
  expect(resultOf('FormatDateTime([absent], "yyyy", "yyyy")')).toBe(null);
  expect(() => expressionOf('FormatDateTime([absent], "yyyy")')).toThrow(/takes 3 or 4 arguments/);
});

test('whatever number of Active Directory there is, its date gives it back to the second', () => {
  for (let number = 0n; number < 2_650_467_743_999_999_999n; number += 7_777_777_777_777_777n) {
    const whole = number - (number % 10_000_000n);
    expect(resultOf(`NumFromDate(DateFromNum(${number}))`)).toBe(String(whole));
  }
});
