// The tables of docs/guides/local-server.md, made from the tolerances, faults and profiles of the bundled server.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listProfiles } from '#harness/adapters/profile-files.ts';
import { type FaultDefinition, type FaultField, faultDefinitions } from '#server/faults/fault-catalogue.ts';
import { conditionFields, methodField, nthField, operationFields } from '#server/faults/read-condition.ts';
import type { Profile } from '#server/faults/read-profile.ts';
import { toleranceDefinitions } from '#server/tolerances.ts';

const root = join(import.meta.dirname, '..');

/** The guide with its tables as the code has them now. Throws where the guide lost one of its markers. */
export function withServerTables(guide: string): string {
  const tables = {
    tolerances: toleranceLines(),
    conditions: conditionLines(),
    faults: faultLines(),
    profiles: profileLines(shippedProfiles()),
  };
  return Object.entries(tables).reduce((text, [name, lines]) => withTable(text, name, lines), guide);
}

function withTable(guide: string, name: string, lines: readonly string[]): string {
  const begin = `<!-- ${name}: written by node scripts/local-server-guide.ts -->`;
  const end = `<!-- ${name}: end -->`;
  const from = guide.indexOf(begin);
  const to = guide.indexOf(end);
  if (from < 0 || to < from) throw new Error(`A table goes between "${begin}" and "${end}"; the guide lacks them.`);
  return `${guide.slice(0, from)}${[begin, '', ...lines, '', ''].join('\n')}${guide.slice(to)}`;
}

function toleranceLines(): readonly string[] {
  return table(
    ['Tolerance', 'Accepts', 'Departs from', 'Needed by', 'Told in', '*Entra ready*'],
    toleranceDefinitions.map(({ id, sentence, rule, neededBy, source, isEntraReady }) => [
      code(id),
      sentence,
      rule,
      neededBy,
      linked(source),
      isEntraReady ? 'yes' : 'no',
    ]),
  );
}

function conditionLines(): readonly string[] {
  const window = 'On the clock of the directory, since the rules were set.';
  return table(
    ['Key', 'Takes', 'Meaning'],
    [
      ['method', 'one or a list', methodField.sentence],
      ...Object.entries(conditionFields).map(([name, field]) => [name, takes(field), field.sentence]),
      ['nth', 'one or a list', nthField.sentence],
      ...['from', 'until'].map((name) => [name, 'a duration: `PT5M`', window]),
      ...Object.entries(operationFields).map(([name, field]) => [`operation.${name}`, takes(field), field.sentence]),
    ].map(([name = '', ...rest]) => [code(name), ...rest]),
  );
}

const groups: readonly (readonly [FaultDefinition['group'], string])[] = [
  ['instead', 'Answered otherwise, and not carried out'],
  ['way', 'Lost or late on the way'],
  ['answer', 'Carried out, and answered wrongly'],
  ['write', 'Carried out otherwise than it was asked'],
];

function faultLines(): readonly string[] {
  return groups.flatMap(([group, title], index) => [
    ...(index === 0 ? [] : ['']),
    `#### ${title}`,
    '',
    ...table(
      ['`kind`', 'What happens', 'Fields', 'Told in'],
      faultDefinitions
        .filter((definition) => definition.group === group)
        .map(({ kind, sentence, source, fields }) => [code(kind), sentence, fieldsText(fields), linked(source)]),
    ),
  ]);
}

function fieldsText(fields: FaultDefinition['fields']): string {
  return Object.entries(fields)
    .map(([name, field]) => {
      const usual =
        'default' in field && field.default !== undefined && field.default !== '' ? `, ${code(String(field.default))}` : '';
      const optional = field.type === 'text' && field.isOptional === true ? ', may be left out' : '';
      return `${code(name)} (${takes(field)}${usual}${optional}): ${field.sentence}`;
    })
    .join('<br>');
}

function takes(field: FaultField): string {
  switch (field.type) {
    case 'integer':
      return `${field.min} to ${field.max}`;
    case 'number':
      return `${field.min} to ${field.max}, with fractions`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return field.choices
        .filter((choice) => choice !== '')
        .map(code)
        .join(', ');
    case 'text':
      return 'a text';
    case 'texts':
      return 'a list of texts';
  }
}

function profileLines(profiles: readonly Profile[]): readonly string[] {
  return table(
    ['Profile', 'Imitates', 'Told in'],
    profiles.map(({ id, name, imitates, sources }) => [code(id), `**${name}.** ${imitates}`, sources.map(linked).join('<br>')]),
  );
}

function shippedProfiles(): readonly Profile[] {
  const profiles = listProfiles(join(root, 'fixtures/profiles'));
  if (!profiles.ok) throw new Error(profiles.problems.map(({ place, message }) => `${place}: ${message}`).join('\n'));
  return profiles.value;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(line)];
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Addresses as links, short enough for a table: `scimgateway#89`, or the page's path. */
function linked(source: string): string {
  return source.replaceAll(/https:\/\/\S+[^\s;,.)]/g, (address) => {
    const issue = /^https:\/\/github\.com\/[\w.-]+\/([\w.-]+)\/(?:issues|pull)\/(\d+)$/.exec(address);
    return `[${issue === null ? address.replace('https://', '') : `${issue[1]}#${issue[2]}`}](${address})`;
  });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (import.meta.main) {
  const path = join(root, 'docs/guides/local-server.md');
  writeFileSync(path, withServerTables(readFileSync(path, 'utf8')));
  console.log('wrote docs/guides/local-server.md');
}
