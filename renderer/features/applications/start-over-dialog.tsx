import { Button, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Shown } from '../directory-objects/shown.tsx';

interface StartOverDialogProps {
  readonly appId: string;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Forgets every link after saying how many there are; removes at the target only what the links say was created there. */
export function StartOverDialog({ appId, isOpen, onClose }: StartOverDialogProps) {
  return isOpen ? <OpenStartOver appId={appId} onClose={onClose} /> : null;
}

function OpenStartOver({ appId, onClose }: { readonly appId: string; onClose(): void }) {
  const api = useApi();
  const plan = useView(['job.startOverPlan', appId], ['job'], () => api.job.startOverPlan({ appId }));
  const [removesCreated, setRemovesCreated] = useState(false);
  const action = useAction();

  async function startOver() {
    if (await action.run(() => api.job.startOver({ appId, removesCreated }))) onClose();
  }

  return (
    <DialogFrame
      title="Start over"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button appearance="primary" disabled={plan.data === undefined || action.isBusy} onClick={startOver}>
            Start over
          </Button>
        </>
      }
    >
      <Shown view={plan} name="what would be forgotten">
        {({ removableUserCount, removableGroupCount, matchedCount, host }) => {
          const created = `${counted(removableUserCount, 'user')} and ${counted(removableGroupCount, 'group')}`;
          return (
            <>
              <p className="entra-text">
                Every link between Entra ID and <strong>{host}</strong> is forgotten: {created} this rehearsal created there, and{' '}
                {counted(matchedCount, 'object')} it only found there. Provisioning is off afterwards; once started, an initial
                cycle matches everything anew.
              </p>
              <Checkbox
                checked={removesCreated}
                disabled={removableUserCount + removableGroupCount === 0}
                onChange={(_event, { checked }) => setRemovesCreated(checked === true)}
                label="Also remove what this rehearsal created at the target"
              />
              <p className="muted caption entra-text">
                {removesCreated
                  ? `Sends DELETE to ${host} for ${created}. What was only found there stays.`
                  : 'Nothing is sent. Accounts at the target stay as they are and are matched again if their matching attribute is found.'}
              </p>
            </>
          );
        }}
      </Shown>
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}
