import type { ClassItem } from './dotnet-character-class.ts';

/** What `\p{name}` means in .NET: a general category of Unicode or a block; null: it knows no such name. */
export function unicodeItem(name: string, isNegated: boolean): readonly ClassItem[] | null {
  if (categories.has(name)) return [{ kind: 'category', members: `\\p{${name}}`, isNegated }];
  const block = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
  if (block === undefined) return null;
  const [from, to] = block;
  if (!isNegated) return [{ kind: 'range', from, to }];
  const below: ClassItem[] = from === 0 ? [] : [{ kind: 'range', from: 0, to: from - 1 }];
  return [...below, { kind: 'range', from: to + 1, to: 0xffff }];
}

const categories: ReadonlySet<string> = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn'.split(' '),
);

/** Of the blocks that Microsoft lists (character-classes-in-regular-expressions), those that names and addresses are written in. */
const blocks: Readonly<Record<string, readonly [from: number, to: number]>> = {
  IsBasicLatin: [0x0000, 0x007f],
  'IsLatin-1Supplement': [0x0080, 0x00ff],
  'IsLatinExtended-A': [0x0100, 0x017f],
  'IsLatinExtended-B': [0x0180, 0x024f],
  IsIPAExtensions: [0x0250, 0x02af],
  IsSpacingModifierLetters: [0x02b0, 0x02ff],
  IsCombiningDiacriticalMarks: [0x0300, 0x036f],
  IsGreek: [0x0370, 0x03ff],
  IsGreekandCoptic: [0x0370, 0x03ff],
  IsCyrillic: [0x0400, 0x04ff],
  IsCyrillicSupplement: [0x0500, 0x052f],
  IsArmenian: [0x0530, 0x058f],
  IsHebrew: [0x0590, 0x05ff],
  IsArabic: [0x0600, 0x06ff],
  IsSyriac: [0x0700, 0x074f],
  IsThaana: [0x0780, 0x07bf],
  IsDevanagari: [0x0900, 0x097f],
  IsBengali: [0x0980, 0x09ff],
  IsGurmukhi: [0x0a00, 0x0a7f],
  IsGujarati: [0x0a80, 0x0aff],
  IsOriya: [0x0b00, 0x0b7f],
  IsTamil: [0x0b80, 0x0bff],
  IsTelugu: [0x0c00, 0x0c7f],
  IsKannada: [0x0c80, 0x0cff],
  IsMalayalam: [0x0d00, 0x0d7f],
  IsSinhala: [0x0d80, 0x0dff],
  IsThai: [0x0e00, 0x0e7f],
  IsLao: [0x0e80, 0x0eff],
  IsTibetan: [0x0f00, 0x0fff],
  IsMyanmar: [0x1000, 0x109f],
  IsGeorgian: [0x10a0, 0x10ff],
  IsHangulJamo: [0x1100, 0x11ff],
  IsEthiopic: [0x1200, 0x137f],
  IsCherokee: [0x13a0, 0x13ff],
  IsKhmer: [0x1780, 0x17ff],
  IsMongolian: [0x1800, 0x18af],
  IsPhoneticExtensions: [0x1d00, 0x1d7f],
  IsLatinExtendedAdditional: [0x1e00, 0x1eff],
  IsGreekExtended: [0x1f00, 0x1fff],
  IsGeneralPunctuation: [0x2000, 0x206f],
  IsSuperscriptsandSubscripts: [0x2070, 0x209f],
  IsCurrencySymbols: [0x20a0, 0x20cf],
  IsLetterlikeSymbols: [0x2100, 0x214f],
  IsNumberForms: [0x2150, 0x218f],
  IsArrows: [0x2190, 0x21ff],
  IsMathematicalOperators: [0x2200, 0x22ff],
  IsCJKSymbolsandPunctuation: [0x3000, 0x303f],
  IsHiragana: [0x3040, 0x309f],
  IsKatakana: [0x30a0, 0x30ff],
  IsBopomofo: [0x3100, 0x312f],
  IsHangulCompatibilityJamo: [0x3130, 0x318f],
  IsCJKUnifiedIdeographsExtensionA: [0x3400, 0x4dbf],
  IsCJKUnifiedIdeographs: [0x4e00, 0x9fff],
  IsHangulSyllables: [0xac00, 0xd7af],
  IsHighSurrogates: [0xd800, 0xdb7f],
  IsLowSurrogates: [0xdc00, 0xdfff],
  IsPrivateUse: [0xe000, 0xf8ff],
  IsCJKCompatibilityIdeographs: [0xf900, 0xfaff],
  IsArabicPresentationForms: [0xfb50, 0xfdff],
  'IsArabicPresentationForms-A': [0xfb50, 0xfdff],
  'IsArabicPresentationForms-B': [0xfe70, 0xfeff],
  IsHalfwidthandFullwidthForms: [0xff00, 0xffef],
};
