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
    '## Switches',
    '',
    ...habits.filter(({ settings }) => settings.length > 0).flatMap(switchOf),
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
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
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
