import { ExpressionError } from './expression-value.ts';

/** .NET's `DateTimeStyles`, as far as they change anything where UTC is the local time. */
export interface DateStyles {
  readonly allowsLeadingWhite: boolean;
  readonly allowsTrailingWhite: boolean;
  readonly allowsInnerWhite: boolean;
  readonly hasNoCurrentDate: boolean;
  readonly adjustsToUniversal: boolean;
  readonly assumesLocal: boolean;
  readonly assumesUniversal: boolean;
  readonly keepsKind: boolean;
}

/** Documented: functions-for-customizing-application-data, FormatDateTime. */
const DEFAULT_STYLES = 0x80 | 0x01 | 0x02;

/** By number, as .NET declares them. */
const valueOfStyle: ReadonlyMap<string, number> = new Map([
  ['none', 0],
  ['allowleadingwhite', 0x01],
  ['allowtrailingwhite', 0x02],
  ['allowinnerwhite', 0x04],
  ['allowwhitespaces', 0x07],
  ['nocurrentdatedefault', 0x08],
  ['adjusttouniversal', 0x10],
  ['assumelocal', 0x20],
  ['assumeuniversal', 0x40],
  ['roundtripkind', 0x80],
]);

/**
 * Styles by name, several with commas, each also as `DateTimeStyles.RoundtripKind`; `""`: the documented ones. Throws an
 * `ExpressionError` of code `invalid-argument`, also for those that .NET takes not together.
 */
export function parseDateStyles(text: string): DateStyles {
  const value = text.trim() === '' ? DEFAULT_STYLES : text.split(/[,|]/).reduce((sum, name) => sum | styleNamed(name), 0);
  const has = (style: number): boolean => (value & style) !== 0;
  if (has(0x20) && has(0x40)) throw refused(text, 'AssumeLocal and AssumeUniversal exclude each other');
  if (has(0x80) && has(0x70)) throw refused(text, 'RoundtripKind excludes AssumeLocal, AssumeUniversal and AdjustToUniversal');
  return {
    allowsLeadingWhite: has(0x01),
    allowsTrailingWhite: has(0x02),
    allowsInnerWhite: has(0x04),
    hasNoCurrentDate: has(0x08),
    adjustsToUniversal: has(0x10),
    assumesLocal: has(0x20),
    assumesUniversal: has(0x40),
    keepsKind: has(0x80),
  };
}

function styleNamed(name: string): number {
  const bare = name.trim().replace(/^DateTimeStyles\./i, '');
  const value = valueOfStyle.get(bare.toLowerCase());
  if (value === undefined) throw refused(bare, 'there is no such style');
  return value;
}

function refused(text: string, reason: string): ExpressionError {
  return new ExpressionError(
    'invalid-argument',
    `the date styles "${text}" are wrong: ${reason}.`,
    'Leave the argument out, or name some of .NET’s DateTimeStyles, such as "AssumeUniversal, AdjustToUniversal".',
  );
}
