import { Button, Checkbox, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { ResetScope } from '#shared/entra/reset-scope.ts';
import { useApi } from '../../app/api.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { portalScopes, resetScopeChoices, resetScopeOf } from './reset-scopes.ts';

interface RestartDialogProps {
  readonly appId: string;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Restart provisioning: what the portal's button clears, or what Graph's reset scope can name. */
export function RestartDialog(props: RestartDialogProps) {
  return props.isOpen ? <OpenRestart {...props} /> : null;
}

type Kind = Parameters<typeof resetScopeOf>[0];

const kinds: readonly { readonly kind: Kind; readonly label: string; readonly sentence: string }[] = [
  {
    kind: 'portal',
    label: 'As in the portal',
    sentence: 'Forgets watermark, escrows and quarantine and keeps the links. The next cycle is an initial one.',
  },
  {
    kind: 'full',
    label: 'Full',
    sentence: 'Forgets the links too, so that every object is matched anew. What stands at the target stays.',
  },
  {
    kind: 'none',
    label: 'None',
    sentence: 'Forgets nothing; a job that is off or failed goes on. Microsoft advises against it.',
  },
  { kind: 'chosen', label: 'Choose what is forgotten', sentence: 'Graph’s reset scopes, one by one.' },
];

function OpenRestart({ appId, onClose }: RestartDialogProps) {
  const api = useApi();
  const [kind, setKind] = useState<Kind>('portal');
  const [chosen, setChosen] = useState<ReadonlySet<ResetScope>>(new Set(portalScopes));
  const action = useAction();

  async function restart() {
    if (await action.run(() => api.job.restart({ appId, resetScope: resetScopeOf(kind, chosen) }))) onClose();
  }

  function toggle(scope: ResetScope, isChosen: boolean) {
    setChosen(new Set(isChosen ? [...chosen, scope] : [...chosen].filter((other) => other !== scope)));
  }

  return (
    <DialogFrame
      title="Restart provisioning"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            appearance="primary"
            disabled={action.isBusy || (kind === 'chosen' && chosen.size === 0)}
            onClick={() => void restart()}
          >
            Restart
          </Button>
        </>
      }
    >
      <p className="entra-text">
        A cycle that runs is broken off. Nothing is changed at the target by the restart itself; the next cycle is due at once if
        provisioning is on.
      </p>
      <RadioGroup
        aria-label="What is forgotten"
        value={kind}
        onChange={(_event, { value }) => setKind(kinds.find((known) => known.kind === value)?.kind ?? 'portal')}
      >
        {kinds.map(({ kind: value, label, sentence }) => (
          <Radio
            key={value}
            value={value}
            label={
              <>
                {label}
                <span className="entra-choice-text caption muted">{sentence}</span>
              </>
            }
          />
        ))}
      </RadioGroup>
      {kind === 'chosen' && (
        <fieldset className="entra-scopes">
          <legend className="visually-hidden">Reset scopes</legend>
          {resetScopeChoices.map(({ scope, sentence }) => (
            <Checkbox
              key={scope}
              checked={chosen.has(scope)}
              onChange={(_event, { checked }) => toggle(scope, checked === true)}
              label={
                <>
                  <span className="mono">{scope}</span>
                  <span className="entra-choice-text caption muted">{sentence}</span>
                </>
              }
            />
          ))}
        </fieldset>
      )}
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}
