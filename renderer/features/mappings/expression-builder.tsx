import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { readExpression } from '#shared/entra/expressions/parse-expression.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { ExpressionField, useExpressionInput } from './expression-field.tsx';
import { ExpressionPalette } from './expression-palette.tsx';
import { ExpressionTrial } from './expression-trial.tsx';
import { useSurroundings } from './use-surroundings.ts';

interface ExpressionBuilderProps {
  readonly appId: string;
  readonly type: 'User' | 'Group';
  readonly sourceAttributes: readonly string[];
  readonly initialText: string;
  onClose(): void;
  /** Puts the expression into the row it was opened for; left out where it was opened for none. */
  onAdd?(expression: string): void;
}

/** Entra's expression builder: choose functions and attributes, and see at once what the expression gives for somebody. */
export function ExpressionBuilder({ appId, type, sourceAttributes, initialText, onClose, onAdd }: ExpressionBuilderProps) {
  const { options } = useSurroundings(appId, type, sourceAttributes);
  const [text, setText] = useState(initialText);
  const input = useExpressionInput(text, setText);
  const isEmpty = text.trim() === '';
  const read = isEmpty ? null : readExpression(text, options);
  const error = read === null || read.ok ? null : read.error;
  return (
    <DrawerFrame
      title="Expression builder"
      isOpen
      size="wide"
      isChanged={onAdd !== undefined && text !== initialText}
      onClose={onClose}
      footer={
        <>
          {onAdd !== undefined && (
            <Button appearance="primary" disabled={isEmpty || error !== null} onClick={() => onAdd(text)}>
              Add expression
            </Button>
          )}
          <CopyExpression text={text} isDisabled={isEmpty} />
          <Button onClick={onClose}>{onAdd === undefined ? 'Close' : 'Cancel'}</Button>
          <span className="entra-consequence muted caption">
            {onAdd === undefined ? 'For trying only: nothing is changed' : 'Puts it into the mapping that is being edited'}
          </span>
        </>
      }
    >
      <div className="expression-builder">
        <div className="stack entra-gap">
          <ExpressionField text={text} error={error} rowCount={4} frame={input.frame} onChange={setText} />
          <ExpressionTrial appId={appId} type={type} expression={text} isReadable={!isEmpty && error === null} />
        </div>
        <ExpressionPalette sourceAttributes={sourceAttributes} options={options} onInsert={input.insert} />
      </div>
    </DrawerFrame>
  );
}

function CopyExpression({ text, isDisabled }: { readonly text: string; readonly isDisabled: boolean }) {
  const { run, problem } = useAction();
  const [copied, setCopied] = useState<string | null>(null);
  async function copy() {
    if (await run(() => navigator.clipboard.writeText(text))) setCopied(text);
  }
  return (
    <>
      <Button icon={<Copy16Regular />} disabled={isDisabled} onClick={() => void copy()}>
        {copied === text ? 'Copied' : 'Copy'}
      </Button>
      <ProblemBanner problem={problem} />
    </>
  );
}
