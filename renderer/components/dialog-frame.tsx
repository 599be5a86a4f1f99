import { Portal } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useModal } from './use-modal.ts';

interface DialogFrameProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** The person wants it gone: Escape, a click beside it. Navigating away here is safe. */
  onClose(): void;
  /** Buttons, the primary one last. */
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** A dialog in the middle: only for creating a thing or confirming a loss. */
export function DialogFrame(props: DialogFrameProps) {
  return props.isOpen ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ title, onClose, footer, children }: DialogFrameProps) {
  const titleId = useId();
  const { ref, onKeyDown } = useModal(true, onClose);
  return (
    <Portal>
      <div className="overlay-backdrop" aria-hidden="true" onClick={onClose} />
      <div
        ref={ref}
        className="dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className="overlay-head">
          <h2 id={titleId}>{title}</h2>
        </div>
        <div className="overlay-body">{children}</div>
        <div className="overlay-foot dialog-foot">{footer}</div>
      </div>
    </Portal>
  );
}
