import type { FaultKindView } from '#shared/api/fault-views.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';

/** A fault rule as a form holds it: texts as they are typed. What is empty is left out. */
export interface RuleDraft {
  readonly id: string;
  readonly isOn: boolean;
  readonly kind: string;
  /** Fields of the effect by name; a text that may be left out is absent where it is. */
  readonly values: Readonly<Record<string, string>>;
  readonly methods: readonly string[];
  readonly when: Readonly<Record<WhenKey, string>>;
}

/** Parts of the condition; the first three are of its `operation`, the last two are durations. */
const whenKeys = [
  ...(['op', 'attribute', 'hasFilter'] as const),
  ...(['type', 'path', 'parameter', 'every', 'nth', 'after', 'times', 'chance', 'from', 'until'] as const),
] as const;
export type WhenKey = (typeof whenKeys)[number];

const emptyWhen = Object.fromEntries(whenKeys.map((key) => [key, ''])) as RuleDraft['when'];

/** A rule that falls upon every request with this fault, under a name that no other has. */
export function newDraft(kind: FaultKindView, takenIds: readonly string[]): RuleDraft {
  const id = freeId(kind.kind, takenIds);
  return { id, isOn: true, kind: kind.kind, values: defaultsOf(kind), methods: [], when: emptyWhen };
}

/** The same requests, another fault. A name that came from the fault goes with it. */
export function withKind(draft: RuleDraft, kind: FaultKindView, takenIds: readonly string[]): RuleDraft {
  const isOwnName = !new RegExp(`^${draft.kind}(-\\d+)?$`).test(draft.id);
  const id = isOwnName ? draft.id : freeId(kind.kind, takenIds);
  return { ...draft, id, kind: kind.kind, values: defaultsOf(kind) };
}

/** A rule as the directory has it. */
export function draftOf(rule: JsonObject): RuleDraft {
  const effect = objectOf(rule['effect']);
  const when = objectOf(rule['when']);
  const operation = objectOf(when['operation']);
  const { fromMs, untilMs } = when;
  const { kind, ...values } = effect;
  return {
    id: textOf(rule['id']),
    isOn: rule['isOn'] !== false,
    kind: textOf(kind),
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)])),
    methods: listOf(when['method']).map(textOf),
    when: {
      ...(Object.fromEntries(whenKeys.map((key) => [key, textOf(when[key])])) as RuleDraft['when']),
      op: textOf(operation['op']),
      attribute: textOf(operation['attribute']),
      hasFilter: textOf(operation['hasFilter']),
      from: durationText(fromMs),
      until: durationText(untilMs),
    },
  };
}

/** As the harness takes it. What cannot be read as a number stays the text that it is, for the harness to refuse at its place. */
export function ruleOf(draft: RuleDraft, kind: FaultKindView): JsonObject {
  const { id, isOn, values, methods, when } = draft;
  const effect = kind.fields.flatMap(({ name, type }): readonly (readonly [string, Json])[] => {
    const text = values[name];
    if (text === undefined) return [];
    if (type === 'text' || type === 'choice') return [[name, text]];
    if (type === 'boolean') return [[name, text === 'true']];
    if (type === 'texts') return [[name, partsOf(text)]];
    return text.trim() === '' ? [] : [[name, numberOf(text)]];
  });
  const given = (key: WhenKey, read: (text: string) => Json = (text) => text): readonly (readonly [string, Json])[] => {
    const text = when[key].trim();
    return text === '' ? [] : [[key, read(text)]];
  };
  const operation = [...given('op'), ...given('attribute'), ...given('hasFilter', (text) => text === 'true')];
  return {
    id: id.trim(),
    isOn,
    when: Object.fromEntries([
      ...(methods.length === 0 ? [] : [['method', methods] as const]),
      ...(['type', 'path', 'parameter'] as const).flatMap((key) => given(key)),
      ...(operation.length === 0 ? [] : [['operation', Object.fromEntries(operation)] as const]),
      ...given('nth', (text) => partsOf(text).map(numberOf)),
      ...(['every', 'after', 'times', 'chance'] as const).flatMap((key) => given(key, numberOf)),
      ...(['from', 'until'] as const).flatMap((key) => given(key)),
    ]),
    effect: { kind: kind.kind, ...Object.fromEntries(effect) },
  };
}

/** By field of the draft, `effect.ms` or `when.every`; those that belong to none stand under ''. */
export function problemsByField(problems: readonly Problem[], index: number): ReadonlyMap<string, readonly Problem[]> {
  const start = `rules[${index}].`;
  return Map.groupBy(problems, ({ place }) => {
    if (!place.startsWith(start)) return '';
    const [area = '', ...rest] = place.slice(start.length).split('.');
    return rest.length === 0 ? area : `${area}.${rest.at(-1)}`;
  });
}

function defaultsOf({ fields }: FaultKindView): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap((field): readonly (readonly [string, string])[] => {
      if (field.type === 'text' && field.isOptional === true) return [];
      if (field.type === 'choice') return [[field.name, field.default ?? field.choices[0] ?? '']];
      return [[field.name, 'default' in field && field.default !== undefined ? String(field.default) : '']];
    }),
  );
}

function freeId(wanted: string, takenIds: readonly string[]): string {
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted : `${wanted}-${count}`;
    if (!takenIds.includes(id)) return id;
  }
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function partsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function numberOf(text: string): Json {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** ISO 8601, as the form takes it; whole seconds are as fine as a rule needs. */
function durationText(ms: Json | undefined): string {
  return typeof ms === 'number' ? `PT${Math.round(ms / 1000)}S` : '';
}
