import { Button } from '@fluentui/react-components';
import { Copy16Regular, Eye16Regular, EyeOff16Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** Hidden until revealed. */
  readonly isSecret?: boolean;
  readonly hint?: string;
  onCopied?(): void;
}

/** A value to carry elsewhere: read-only, selectable, with a copy button that says that it worked. */
export function CopyField({ label, value, isSecret = false, hint, onCopied }: CopyFieldProps) {
  const id = useId();
  const [isRevealed, setIsRevealed] = useState(!isSecret);
  const [copyState, setCopyState] = useState<'idle' | 'copied' | 'refused'>('idle');
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopyState('copied');
      onCopied?.();
    } catch {
      setCopyState('refused');
    }
  }
  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-box">
        <input
          id={id}
          className="mono"
          readOnly
          type={isRevealed ? 'text' : 'password'}
          value={value}
          aria-describedby={`${id}-hint`}
          onCopy={() => onCopied?.()}
          onFocus={(event) => event.currentTarget.select()}
        />
        {isSecret && (
          <Button
            appearance="subtle"
            size="small"
            icon={isRevealed ? <EyeOff16Regular /> : <Eye16Regular />}
            aria-label={isRevealed ? `Hide ${label}` : `Show ${label}`}
            onClick={() => setIsRevealed(!isRevealed)}
          />
        )}
        <Button appearance="subtle" size="small" icon={<Copy16Regular />} aria-label={`Copy ${label}`} onClick={copy}>
          {copyState === 'copied' ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <div id={`${id}-hint`} className="caption muted">
        {hint}
      </div>
      <div role="status" className={copyState === 'refused' ? 'caption' : 'visually-hidden'}>
        {copyState === 'copied' && `${label} copied`}
        {copyState === 'refused' && 'The browser did not allow copying. Select the text and press Ctrl+C.'}
      </div>
    </div>
  );
}
