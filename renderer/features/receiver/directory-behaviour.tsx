import { Button, Switch } from '@fluentui/react-components';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

/** What this directory accepts beyond the RFC: one switch each, in words. */
export function DirectoryBehaviour({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const { data: tolerances = [], problem } = useView(['tolerances'], [], () => api.receiver.tolerances({}));
  const action = useAction();
  const isOn = new Set(directory.tolerances);
  const save = (ids: readonly string[]) =>
    void action.run(() => api.receiver.setBehaviour({ directoryId: directory.id, tolerances: [...ids] }));
  const toggle = (id: string) =>
    save(isOn.has(id) ? directory.tolerances.filter((other) => other !== id) : [...directory.tolerances, id]);
  return (
    <div className="directory-panels grow-list">
      <ProblemBanner problem={problem ?? action.problem} />
      <Panel
        title={`What the server accepts beyond RFC 7644: ${isOn.size} of ${tolerances.length}`}
        actions={
          <>
            <Button size="small" disabled={action.isBusy} onClick={() => save([])}>
              Strict
            </Button>
            <Button size="small" disabled={action.isBusy} onClick={() => save(tolerances.map(({ id }) => id))}>
              Entra ready
            </Button>
          </>
        }
      >
        <p className="muted">
          Strict refuses what the standard does not allow, with the error the standard names. Each switch makes one exception; it
          applies from the next request on.
        </p>
        <ul className="tolerances" aria-label="Tolerances">
          {tolerances.map(({ id, sentence }) => (
            <li key={id}>
              <Switch label={sentence} checked={isOn.has(id)} disabled={action.isBusy} onChange={() => toggle(id)} />
              <span className="mono muted">{id}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
