/** An attribute as filters, paths and query parameters name it: `[URN:]attribute[.subAttribute]` (RFC 7644 §3.10). */
export interface AttributePath {
  readonly urn: string | null;
  readonly attribute: string;
  readonly subAttribute: string | null;
}

const NAME = '[A-Za-z$][\\w$-]*';
const PATH = new RegExp(`^(?:(?<urn>urn:.+):)?(?<attribute>${NAME})(?:\\.(?<subAttribute>${NAME}))?$`, 'iu');

/** Undefined for a text that is no attribute path. */
export function parseAttributePath(text: string): AttributePath | undefined {
  const groups = PATH.exec(text)?.groups;
  if (groups === undefined) return undefined;
  return { urn: groups['urn'] ?? null, attribute: groups['attribute'] ?? '', subAttribute: groups['subAttribute'] ?? null };
}

export function printAttributePath(path: AttributePath): string {
  const prefix = path.urn === null ? '' : `${path.urn}:`;
  const suffix = path.subAttribute === null ? '' : `.${path.subAttribute}`;
  return `${prefix}${path.attribute}${suffix}`;
}
