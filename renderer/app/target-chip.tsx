import { Globe16Regular, Server16Regular } from '@fluentui/react-icons';
import { useApi } from './api.tsx';
import { useView } from './live.tsx';
import { say } from './messages.ts';
import { useOpenApp } from './open-app.ts';
import { targetText } from './target-text.ts';

/** Where requests of the open application go. A remote host is always named, in the colour of holding. */
export function TargetChip() {
  const api = useApi();
  const { data: workspace } = useView(['workspace'], ['workspace'], () => api.workspace.read({}));
  const app = useOpenApp();
  const isRemote = app?.targetKind === 'remote';
  const text = targetText(app, workspace?.serverAddress ?? '');
  return (
    <a
      className="target-chip"
      data-kind={isRemote ? 'remote' : 'local'}
      href={app === undefined ? '#/recv/dirs' : `#/entra/apps/${app.id}/connectivity`}
      aria-label={say('target.label', { target: text })}
      title={text}
    >
      {isRemote ? <Globe16Regular /> : <Server16Regular />}
      <span className="ellipsis">{text}</span>
    </a>
  );
}
