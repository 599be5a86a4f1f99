import { isEqualJson, type Json } from '#shared/kernel/json.ts';
import type { TargetDefinition, TargetType } from './target-definition.ts';

/** How two texts are compared: by *Exact case?* of the attribute, or always with case. */
export type CaseComparison = 'by-attribute' | 'exact';

/**
 * A mapped text as JSON of its target's type, which a POST carries, and a PATCH with the compliance flag: `"True"` becomes true,
 * `"7"` becomes 7, a date becomes ISO 8601. A text that is none of its type goes out as it is.
 */
export function toTypedValue(type: TargetType, text: string): Json {
  switch (type) {
    case 'Boolean': {
      const word = text.toLowerCase();
      return word === 'true' ? true : word === 'false' ? false : text;
    }
    case 'Integer':
      return WHOLE_NUMBER.test(text) ? Number(text) : text;
    case 'DateTime':
      return toIsoText(text);
    default:
      return text;
  }
}

/** Whether the target holds a mapped text already, be it as text or in its own type. */
export function isHeldValue(definition: TargetDefinition, text: string, held: Json, comparison: CaseComparison): boolean {
  const heldText = typeof held === 'number' ? String(held) : held;
  if (definition.type === 'Boolean') return String(held).toLowerCase() === text.toLowerCase();
  if (typeof heldText !== 'string') return isEqualJson(toTypedValue(definition.type, text), heldText);
  if (heldText === text) return true;
  if (definition.type === 'Integer' && WHOLE_NUMBER.test(text)) return Number(heldText) === Number(text);
  if (definition.type === 'DateTime' && isSameInstant(heldText, text)) return true;
  return isCaseIgnored(definition, comparison) && heldText.toLowerCase() === text.toLowerCase();
}

/** Values that differ in case alone are equal unless *Exact case?* is ticked (Microsoft: customize-application-attributes). */
export function isCaseIgnored({ isCaseExact }: TargetDefinition, comparison: CaseComparison): boolean {
  return comparison === 'by-attribute' && !isCaseExact;
}

/** As many digits as a JSON number holds exactly. */
const WHOLE_NUMBER = /^-?\d{1,15}$/;
const ENTRA_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) ([AP])M$/i;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** Entra's `1/5/2026 9:00:00 AM`, which is UTC, as `2026-01-05T09:00:00Z` (RFC 7643 §2.3.5). */
function toIsoText(text: string): string {
  const instant = instantOf(text);
  return instant === null || ISO_DATE.test(text) ? text : new Date(instant).toISOString().replace('.000Z', 'Z');
}

function isSameInstant(held: string, text: string): boolean {
  const instant = instantOf(text);
  return instant !== null && instantOf(held) === instant;
}

function instantOf(text: string): number | null {
  const entra = ENTRA_DATE.exec(text);
  if (entra !== null) {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = entra.slice(1, 7).map(Number);
    return Date.UTC(year, month - 1, day, (hour % 12) + (entra[7]?.toUpperCase() === 'P' ? 12 : 0), minute, second);
  }
  const instant = ISO_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}
