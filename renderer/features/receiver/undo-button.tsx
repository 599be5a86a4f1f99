import { Button } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import { say } from '../../app/messages.ts';
import type { Undo } from './use-undo.ts';

/** Says what was done, and takes it back. In the head of a panel, where nothing moves because of it. */
export function UndoButton({ undo, isBusy }: { readonly undo: Undo; readonly isBusy: boolean }) {
  const { last } = undo;
  const textId = useId();
  return (
    <span role="status" className="row">
      {last !== null && (
        <>
          <span id={textId} className="caption muted ellipsis">
            {last.text}
          </span>
          <Button size="small" icon={<ArrowUndo16Regular />} aria-describedby={textId} disabled={isBusy} onClick={last.run}>
            {say('receiver.undo')}
          </Button>
        </>
      )}
    </span>
  );
}
