import { Button, Portal } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { type ReactNode, useId, useState } from 'react';
import { useModal } from './use-modal.ts';

interface DrawerFrameProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** The person wants it gone: close button, Escape, a click beside it. Navigating away here is safe. */
  onClose(): void;
  /** 520, 560, 780, 1080 px. */
  readonly size?: 'small' | 'medium' | 'large' | 'wide';
  /** False for details that stay open beside a list. */
  readonly isModal?: boolean;
  /** Something was changed here that closing would lose: Escape, the close button and a click beside it ask first. */
  readonly isChanged?: boolean;
  /** Actions at the left, the consequence at the right. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A drawer at the right, between the top bar and the closed wire bar. */
export function DrawerFrame(props: DrawerFrameProps) {
  return props.isOpen ? <OpenDrawer {...props} /> : null;
}

function OpenDrawer({ title, onClose, size = 'small', isModal = true, isChanged = false, footer, children }: DrawerFrameProps) {
  const titleId = useId();
  const [isAsking, setIsAsking] = useState(false);
  const leave = () => (isChanged ? setIsAsking(true) : onClose());
  const { ref, onKeyDown } = useModal(isModal, leave);
  return (
    <Portal>
      {isModal && <div className="overlay-backdrop drawer-backdrop" aria-hidden="true" onClick={leave} />}
      <div
        ref={ref}
        className="drawer"
        data-size={size}
        role="dialog"
        aria-modal={isModal}
        aria-labelledby={titleId}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className="overlay-head">
          <h2 id={titleId}>{title}</h2>
          <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label="Close" onClick={leave} />
        </div>
        <div className="overlay-body">{children}</div>
        {isAsking && isChanged ? (
          <div className="overlay-foot" role="alert">
            <span className="grow">Your changes here are lost when this closes.</span>
            <Button onClick={onClose}>Discard changes</Button>
            <Button appearance="primary" onClick={() => setIsAsking(false)}>
              Keep editing
            </Button>
          </div>
        ) : (
          footer !== undefined && <div className="overlay-foot">{footer}</div>
        )}
      </div>
    </Portal>
  );
}
