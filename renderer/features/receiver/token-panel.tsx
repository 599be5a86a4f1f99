import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { RevokeTokenDialog } from './revoke-token-dialog.tsx';
import { useTokensOnce } from './tokens-once.tsx';
import { useNewToken } from './use-new-token.ts';

interface TokenPanelProps {
  readonly directory: DirectoryView;
  /** The token itself stands on the same page. */
  readonly isShown?: boolean;
}

/** The live tokens by their endings, how to change them without a gap, and how to take one away. */
export function TokenPanel({ directory, isShown = false }: TokenPanelProps) {
  const { create, isBusy, problem } = useNewToken(directory.id);
  const [revoked, setRevoked] = useState<string | null>(null);
  const readable = useTokensOnce().tokens.get(directory.id);
  const { tokenSuffixes } = directory;
  return (
    <Panel
      title={say('tokens.title')}
      actions={
        <Button size="small" disabled={isBusy} onClick={create}>
          {say('tokens.new')}
        </Button>
      }
    >
      <ProblemBanner problem={problem} />
      {tokenSuffixes.length === 0 && <p>{say('tokens.none')}</p>}
      <ul className="token-list" aria-label={say('tokens.live')}>
        {tokenSuffixes.map((suffix, index) => (
          <li key={suffix}>
            <span className="mono">…{suffix}</span>
            <span className="muted grow">
              {tokenWord(index, tokenSuffixes.length)}
              {!isShown && readable?.endsWith(suffix) === true && (
                <>
                  {' · '}
                  {say('tokens.readable')}{' '}
                  <a className="link" href={`#/recv/dirs/${directory.id}/created`}>
                    {say('tokens.show')}
                  </a>
                </>
              )}
            </span>
            <Button size="small" aria-label={say('tokens.revoke.name', { suffix })} onClick={() => setRevoked(suffix)}>
              {say('tokens.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <Rotation suffixes={tokenSuffixes} />
      {revoked !== null && <RevokeTokenDialog directory={directory} suffix={revoked} onClose={() => setRevoked(null)} />}
    </Panel>
  );
}

/** What to do, from where the directory stands: with two live tokens a change is under way. */
function Rotation({ suffixes }: { readonly suffixes: readonly string[] }) {
  const [oldest, newest] = suffixes;
  const isUnderWay = oldest !== undefined && newest !== undefined;
  const steps = isUnderWay
    ? [say('tokens.rotation.give.new', { newest }), say('tokens.rotation.watch'), say('tokens.rotation.revoke.old', { oldest })]
    : [say('tokens.rotation.make'), say('tokens.rotation.give'), say('tokens.rotation.watch'), say('tokens.rotation.revoke')];
  return (
    <section className="token-rotation" aria-labelledby="token-rotation-title">
      <h3 id="token-rotation-title">{say(isUnderWay ? 'tokens.rotation.going' : 'tokens.rotation')}</h3>
      <ol className="clicks">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="muted caption">{say('tokens.kept')}</p>
    </section>
  );
}

function tokenWord(index: number, count: number): string {
  if (count === 1) return say('tokens.word.only');
  return say(index === count - 1 ? 'tokens.word.newest' : 'tokens.word.oldest');
}
