import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { View } from '../../app/live.tsx';
import { CodeView } from '../../components/code-view.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Shown } from '../directory-objects/shown.tsx';

interface GraphDrawerProps {
  /** Graph's resource type: `synchronizationJob`. */
  readonly resource: string;
  readonly view: View<JsonObject>;
  onClose(): void;
}

/** Something as Microsoft Graph returns it. */
export function GraphDrawer({ resource, view, onClose }: GraphDrawerProps) {
  const text = JSON.stringify(view.data ?? {}, null, 2);
  return (
    <DrawerFrame
      title={`Graph: ${resource}`}
      isOpen
      size="large"
      onClose={onClose}
      footer={
        <>
          {view.data !== undefined && <CopyJson text={text} />}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <p className="muted entra-text">
        What a program reads that asks Microsoft Graph for this <span className="mono">{resource}</span>.
      </p>
      <Shown view={view} name={resource}>
        {() => <CodeView label={`${resource} as JSON`} text={text} />}
      </Shown>
    </DrawerFrame>
  );
}

/** Puts JSON on the clipboard and says so. */
export function CopyJson({ text, size = 'medium' }: { readonly text: string; readonly size?: 'small' | 'medium' }) {
  const { run, problem } = useAction();
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    setIsCopied(await run(() => navigator.clipboard.writeText(text)));
  }
  return (
    <>
      <Button size={size} icon={<Copy16Regular />} onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy JSON'}
      </Button>
      <ProblemBanner problem={problem} />
    </>
  );
}
