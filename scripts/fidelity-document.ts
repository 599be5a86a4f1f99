import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Habit, habits } from '#shared/entra/habits.ts';
import { neverEmitted, notSimulated } from '#shared/entra/habits-left-out.ts';

/** The text of docs/FIDELITY.md. */
export function fidelityDocument(): string {
  return [
    '# Fidelity: how close this is to Microsoft Entra ID',
    '',
    '<!-- Generated from shared/entra/habits.ts by `node scripts/fidelity.ts`: change it there. -->',
    '',
    'Each line is one habit of the provisioning service that this product has too. The evidence says how it is known:',
    '**documented** by Microsoft, **captured** by somebody who published real traffic or a real log, or **inferred**: our best',
    'reading where neither exists. A guess is never presented as Microsoft’s behaviour.',
    '',
    'A habit with a switch is set for one provisioning job: in the window under *Wire habits* of the application; in a scenario under',
    '`configuration.habits`; on the command line with `--habit id=setting`. What each setting means stands under',
    '[Switches](#switches).',
    '',
    '## On the wire',
    '',
    ...table(habits.filter(({ area }) => area === 'wire')),
    '',
    '## In the engine',
    '',
    ...table(habits.filter(({ area }) => area === 'engine')),
    '',
    '## In mappings',
    '',
    ...table(habits.filter(({ area }) => area === 'mapping')),
    '',
    '## In expressions',
    '',
    ...table(habits.filter(({ area }) => area === 'expression')),
    '',
    '## In scoping filters',
    '',
    ...table(habits.filter(({ area }) => area === 'scoping')),
    '',
    '## Switches',
    '',
    ...habits.filter(({ settings }) => settings.length > 0).flatMap(switchOf),
    '## Misprints of the documents',
    '',
    'Results of expressions that a published page prints and the rules of the reference do not give. Here an expression follows the',
    'rule; every case is in [fixtures/expressions](../fixtures/expressions/README.md), and a test runs it.',
    '',
    ...misprintTable(),
    '',
    '## Published requests that are never sent',
    '',
    'Every other request in [fixtures/wire](../fixtures/wire/README.md) is sent, by default or behind a switch; a test composes',
    'each of them.',
    '',
    ...neverEmitted.map(({ name, reason }) => `- \`${name}\`: ${reason}`),
    '',
    '## Not simulated',
    '',
    ...notSimulated.map((sentence) => `- ${sentence}`),
    '',
  ].join('\n');
}

function table(rows: readonly Habit[]): readonly string[] {
  return [
    '| Habit | What Entra does | Evidence | Source | Here | Decided by |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ id, sentence, evidence, source, defaultSetting, settings, decidedBy }) => {
      const switchedBy = settings.length > 0 ? `[a switch](#switch-${id})` : decidedBy;
      const cells = [`<a id="${id}"></a>\`${id}\``, sentence, evidence, source, defaultSetting, switchedBy];
      return rowOf(cells);
    }),
  ];
}

function switchOf({ id, settings, defaultSetting }: Habit): readonly string[] {
  return [
    `<a id="switch-${id}"></a>`,
    `**\`${id}\`**`,
    '',
    ...settings.map(({ value, sentence }) => `- \`${value}\`${value === defaultSetting ? ' (default)' : ''}: ${sentence}`),
    '',
  ];
}

interface Misprint {
  readonly id: string;
  readonly expression: string;
  readonly expected: unknown;
  readonly docExpected?: unknown;
  readonly docConflict?: boolean;
  readonly note?: string;
  readonly sourceRef: string;
}

/** What contradicts its own rule among the published results of expressions. */
function misprintTable(): readonly string[] {
  const path = resolve(import.meta.dirname, '../fixtures/expressions/expression-vectors.json');
  const vectors = JSON.parse(readFileSync(path, 'utf8')) as readonly Misprint[];
  return [
    '| Case | Expression | By the rule | Printed | Why | Page |',
    '|---|---|---|---|---|---|',
    ...vectors
      .filter(({ docConflict }) => docConflict === true)
      .map(({ id, expression, expected, docExpected, note = '', sourceRef }) =>
        rowOf([id, code(expression), code(outcomeText(expected)), code(outcomeText(docExpected)), note, sourceRef]),
      ),
  ];
}

function outcomeText(outcome: unknown): string {
  if (typeof outcome === 'object' && outcome !== null) {
    if ('ignoreFlow' in outcome) return String(outcome.ignoreFlow);
    if ('error' in outcome) return `error: ${String(outcome.error)}`;
  }
  return JSON.stringify(outcome);
}

function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ')}\``;
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
