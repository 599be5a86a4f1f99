import { Button, Field, Input } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { type FormEvent, useState } from 'react';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { useAction } from '../../components/use-action.ts';
import { UndoButton } from './undo-button.tsx';
import { useUndo } from './use-undo.ts';

/** Web pages whose requests are let in; by itself a directory answers none. */
export function OriginPanel({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const action = useAction();
  const undo = useUndo();
  const [typed, setTyped] = useState('');
  const { id: directoryId, settings } = directory;
  const { allowedOrigins } = settings;
  const save = (origins: readonly string[]) =>
    action.run(() => api.receiver.setSettings({ directoryId, allowedOrigins: [...origins] }));

  async function add(event: FormEvent) {
    event.preventDefault();
    undo.clear();
    if (await save([...allowedOrigins, typed])) setTyped('');
  }
  async function remove(origin: string) {
    if (!(await save(allowedOrigins.filter((other) => other !== origin)))) return;
    undo.offer(say('origins.removed'), () => void save(allowedOrigins));
  }

  const { problem } = action;
  return (
    <Panel title={say('origins.title')} actions={<UndoButton undo={undo} isBusy={action.isBusy} />}>
      <p className="caption muted">{say('origins.text')}</p>
      {allowedOrigins.length > 0 && (
        <ul className="token-list" aria-label={say('origins.title')}>
          {allowedOrigins.map((origin) => (
            <li key={origin}>
              <span className="mono grow ellipsis" title={origin}>
                {origin}
              </span>
              <Button
                appearance="subtle"
                size="small"
                icon={<Dismiss16Regular />}
                disabled={action.isBusy}
                aria-label={say('origins.remove', { origin })}
                onClick={() => void remove(origin)}
              />
            </li>
          ))}
        </ul>
      )}
      <form className="field-row" onSubmit={(event) => void add(event)}>
        <Field
          label={say('origins.new')}
          className="grow"
          {...(problem === null ? {} : { validationMessage: `${problem.message} ${problem.remedy}` })}
        >
          <Input
            className="mono"
            size="small"
            value={typed}
            placeholder={say('origins.example')}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
        <Button size="small" type="submit" disabled={action.isBusy || typed.trim() === ''}>
          {say('origins.add')}
        </Button>
      </form>
    </Panel>
  );
}
