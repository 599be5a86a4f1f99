import { isJsonObject, type Json } from '#shared/kernel/json.ts';

export interface JsonLine {
  readonly text: string;
  /** JSON pointer of the value that begins, stands or ends on the line. */
  readonly pointer: string;
}

/** JSON as it is written with two blanks, line by line, each with the value it belongs to. */
export function jsonLines(value: Json): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  write(value, { pointer: '', indent: '', lead: '', tail: '' }, lines);
  return lines;
}

interface Place {
  readonly pointer: string;
  readonly indent: string;
  /** What stands before the value: its key. */
  readonly lead: string;
  /** What stands after it: a comma. */
  readonly tail: string;
}

function write(value: Json, { pointer, indent, lead, tail }: Place, lines: JsonLine[]): void {
  const members: readonly (readonly [key: string, lead: string, value: Json])[] = Array.isArray(value)
    ? value.map((element: Json, index) => [String(index), '', element] as const)
    : isJsonObject(value)
      ? Object.entries(value).map(([key, member]) => [key, `${JSON.stringify(key)}: `, member] as const)
      : [];
  if (members.length === 0) {
    lines.push({ text: `${indent}${lead}${JSON.stringify(value)}${tail}`, pointer });
    return;
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  lines.push({ text: `${indent}${lead}${open}`, pointer });
  for (const [index, [key, memberLead, member]] of members.entries()) {
    const inner = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const place = { pointer: inner, indent: `${indent}  `, lead: memberLead, tail: index === members.length - 1 ? '' : ',' };
    write(member, place, lines);
  }
  lines.push({ text: `${indent}${close}${tail}`, pointer });
}

/** Whether a line shows something of what one of the pointers names. The message as a whole marks no line. */
export function isMarked({ pointer }: JsonLine, marks: readonly string[]): boolean {
  return marks.some((mark) => mark !== '' && (pointer === mark || pointer.startsWith(`${mark}/`)));
}
