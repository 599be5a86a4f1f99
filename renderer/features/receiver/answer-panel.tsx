import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

const statuses = [204, 200] as const;

/** How a PATCH is answered: the one place where RFC 7644 leaves the choice of a status. */
export function AnswerPanel({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const action = useAction();
  const { id: directoryId, settings } = directory;
  const choices = [
    { name: 'userPatchStatus', label: say('answers.user'), value: settings.userPatchStatus },
    { name: 'groupPatchStatus', label: say('answers.group'), value: settings.groupPatchStatus },
  ] as const;
  return (
    <Panel title={say('answers.title')}>
      <ProblemBanner problem={action.problem} />
      {choices.map(({ name, label, value }) => (
        <Field key={name} label={label}>
          <RadioGroup
            value={String(value)}
            onChange={(_event, { value: chosen }) =>
              void action.run(() => api.receiver.setSettings({ directoryId, [name]: chosen === '200' ? 200 : 204 }))
            }
          >
            {statuses.map((status) => (
              <Radio
                key={status}
                value={String(status)}
                label={say(status === 200 ? 'answers.with' : 'answers.without', { status })}
              />
            ))}
          </RadioGroup>
        </Field>
      ))}
      <p className="caption muted">{say('answers.text')}</p>
    </Panel>
  );
}
