import { closest } from '#shared/kernel/closest.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { toleranceDefinitions, toleranceRemedy } from '../tolerances.ts';
import { faultDefinitions } from './fault-catalogue.ts';
import type { FaultEffect, FaultRule } from './fault-rule.ts';
import { readCondition } from './read-condition.ts';
import { idField, listOf, readField, unknownKeys } from './read-field.ts';

/**
 * Rules as a file or a screen writes them: `{ id, when?, effect: { kind, ... }, isOn? }`. `place` is what problems call the list.
 * What it answers can be written down and read again.
 */
export function readFaults(value: Json, place: string): Parsed<readonly FaultRule[]> {
  const problems: Problem[] = [];
  const rules = listOf(value, place, problems).flatMap((entry, index) => readRule(entry, `${place}[${index}]`, problems) ?? []);
  const seen = new Set<string>();
  rules.forEach(({ id }, index) => {
    if (seen.has(id)) {
      problems.push({
        place: `${place}[${index}].id`,
        message: `There are two rules "${id}".`,
        remedy: 'Give each rule an id of its own.',
      });
    }
    seen.add(id);
  });
  return problems.length > 0 ? refused(...problems) : accepted(rules);
}

function readRule(entry: Json, place: string, problems: Problem[]): FaultRule | undefined {
  const before = problems.length;
  if (!isJsonObject(entry)) {
    const remedy = 'Write { id, when, effect: { kind, ... } }.';
    problems.push({ place, message: 'A rule must be an object.', remedy });
    return undefined;
  }
  unknownKeys(entry, ['id', 'isOn', 'when', 'effect'], place, problems);
  const id = readField(idField, entry['id'], `${place}.id`, problems);
  const isOn = readField({ type: 'boolean', default: true, sentence: '' }, entry['isOn'], `${place}.isOn`, problems);
  const when = readCondition(entry['when'] ?? {}, `${place}.when`, problems);
  const effect = readEffect(entry['effect'] ?? null, `${place}.effect`, problems);
  if (problems.length > before || effect === undefined) return undefined;
  return { id: String(id), isOn: isOn === true, when, effect };
}

function readEffect(value: Json, place: string, problems: Problem[]): FaultEffect | undefined {
  const kinds = faultDefinitions.map(({ kind }) => kind);
  const kind = isJsonObject(value) ? value['kind'] : undefined;
  const definition = faultDefinitions.find((candidate) => candidate.kind === kind);
  if (!isJsonObject(value) || definition === undefined) {
    const near = typeof kind === 'string' ? closest(kind, kinds) : undefined;
    problems.push({
      place: `${place}.kind`,
      message: kind === undefined ? 'An effect needs its kind.' : `${JSON.stringify(kind)} is no fault of this server.`,
      remedy: near === undefined ? `Known faults: ${kinds.join(', ')}.` : `Did you mean "${near}"?`,
    });
    return undefined;
  }
  unknownKeys(value, ['kind', ...Object.keys(definition.fields)], place, problems);
  const fields = Object.entries(definition.fields).flatMap(([name, field]): readonly [string, Json][] => {
    const read = readField(field, value[name], `${place}.${name}`, problems);
    // A keyword that is left open: an optional property is absent, never empty.
    return read === undefined || (name === 'scimType' && read === '') ? [] : [[name, read]];
  });
  const effect = Object.fromEntries(fields);
  checkTolerances(effect, place, problems);
  // The fields of a kind are those of its type: a test reads every kind of the catalogue and compares.
  return { kind: definition.kind, ...effect } as FaultEffect;
}

function checkTolerances({ tolerances }: JsonObject, place: string, problems: Problem[]): void {
  if (!Array.isArray(tolerances)) return;
  const known: readonly string[] = toleranceDefinitions.map(({ id }) => id);
  for (const id of tolerances.map(String).filter((name) => !known.includes(name))) {
    problems.push({
      place: `${place}.tolerances`,
      message: `The bundled server knows no tolerance "${id}".`,
      remedy: toleranceRemedy(id),
    });
  }
}
