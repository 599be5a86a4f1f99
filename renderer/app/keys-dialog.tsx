import { Button } from '@fluentui/react-components';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { Keys } from '../components/keys.tsx';
import { keyGroups } from './frame-keys.ts';
import { say } from './messages.ts';
import { useSingleKeys } from './use-frame-keys.ts';

/** Every key of the window, by where it works. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const [areLettersOn] = useSingleKeys();
  return (
    <DialogFrame
      title={say('keys.title')}
      isOpen
      onClose={onClose}
      footer={
        <Button data-autofocus onClick={onClose}>
          {say('keys.close')}
        </Button>
      }
    >
      <p className="muted keys-lead">{areLettersOn ? say('keys.lead') : say('keys.off')}</p>
      <div className="keys-groups">
        {keyGroups.map(({ title, rows }) => (
          <section key={title} aria-label={say(title)}>
            <h3>{say(title)}</h3>
            <dl>
              {rows.map(({ keys, message }) => (
                <div key={keys}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{say(message)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}
