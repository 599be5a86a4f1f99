import { canonicalJson, isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';

/** The operations of a PATCH that make one user into another, as a client that knows both would write them. */
export function differenceOf(before: JsonObject, after: JsonObject): readonly JsonObject[] {
  const extension = enterpriseUserSchema.id;
  const { [extension]: heldExtension = {}, ...held } = before;
  const { [extension]: wantedExtension = {}, ...wanted } = after;
  return [
    ...differenceAt('', held, wanted),
    ...differenceAt(`${extension}:`, heldExtension as JsonObject, wantedExtension as JsonObject),
  ];
}

function differenceAt(prefix: string, before: JsonObject, after: JsonObject): readonly JsonObject[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [held, wanted] = [before[name], after[name]];
    if (isEqualJson(held, wanted)) return [];
    const path = `${prefix}${name}`;
    if (wanted === undefined) return [{ op: 'remove', path }];
    // What is given twice is added once.
    if (held === undefined) return [{ op: hasTwice(wanted) ? 'replace' : 'add', path, value: wanted }];
    if (isJsonObject(held) && isJsonObject(wanted)) return differenceAt(`${path}.`, held, wanted);
    if (Array.isArray(held) && Array.isArray(wanted)) return differenceOfLists(path, held, wanted);
    return [{ op: 'replace', path, value: wanted }];
  });
}

/** Value by value where what stays keeps its place, as a whole otherwise. */
function differenceOfLists(path: string, held: readonly Json[], wanted: readonly Json[]): readonly JsonObject[] {
  const isKept = (element: Json): boolean => wanted.some((one) => isEqualJson(one, element));
  const staying = held.filter(isKept);
  const added = wanted.slice(staying.length);
  const gone = held.filter((element) => !isKept(element));
  const filters = gone.map((element) => filterFor(element, held));
  const isInPlace =
    isEqualJson(staying, wanted.slice(0, staying.length)) && !added.some((one) => held.some((other) => isEqualJson(one, other)));
  if (!isInPlace || filters.includes(undefined) || hasTwice(wanted)) {
    return [{ op: 'replace', path, value: wanted }];
  }
  return [
    ...filters.map((filter) => ({ op: 'remove', path: `${path}[${filter}]` })),
    ...added.map((element) => ({ op: 'add', path, value: [element] })),
  ];
}

function hasTwice(value: Json): boolean {
  return Array.isArray(value) && new Set(value.map((one) => canonicalJson(one))).size < value.length;
}

/** What is true of this element alone; undefined where nothing is. */
function filterFor(element: Json, list: readonly Json[]): string | undefined {
  if (!isJsonObject(element)) return undefined;
  const members = Object.entries(element).filter(([, value]) => typeof value === 'string');
  const holds = (other: Json): boolean =>
    isJsonObject(other) && members.every(([name, value]) => String(other[name]).toLowerCase() === String(value).toLowerCase());
  if (members.length === 0 || list.filter(holds).length > 1) return undefined;
  return members.map(([name, value]) => `${name} eq ${JSON.stringify(value)}`).join(' and ');
}

/** The same for the members of a group: joins and leaves one by one, in the form that names whoever leaves in the value or in the path. */
export function membershipDifference(
  before: readonly string[],
  after: readonly string[],
  leaving: 'in-value' | 'in-path',
): readonly JsonObject[] {
  const gone = before.filter((id) => !after.includes(id));
  const added = after.filter((id) => !before.includes(id));
  return [
    ...gone.map((id) =>
      leaving === 'in-path'
        ? { op: 'remove', path: `members[value eq "${id}"]` }
        : { op: 'Remove', path: 'members', value: [{ value: id }] },
    ),
    ...(added.length === 0 ? [] : [{ op: 'add', path: 'members', value: added.map((value) => ({ value })) }]),
  ];
}
