import { type Habit, habits, notSimulated } from '#shared/entra/habits.ts';

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
    '## On the wire',
    '',
    ...table(habits.filter(({ area }) => area === 'wire')),
    '',
    '## In the engine',
    '',
    ...table(habits.filter(({ area }) => area === 'engine')),
    '',
    '## Not simulated',
    '',
    ...notSimulated.map((sentence) => `- ${sentence}`),
    '',
  ].join('\n');
}

function table(rows: readonly Habit[]): readonly string[] {
  return [
    '| Habit | What Entra does | Evidence | Source | Here | Switch |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ id, sentence, evidence, source, defaultSetting, switch: switchedBy }) => {
      const cells = [`<a id="${id}"></a>\`${id}\``, sentence, evidence, source, defaultSetting, switchedBy];
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    }),
  ];
}
