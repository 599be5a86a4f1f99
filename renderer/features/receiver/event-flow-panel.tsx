import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { EventFlowView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

/** How directory events tell of users who are disabled, and the shape of their payload. */
export function EventFlowPanel({ directoryId }: { readonly directoryId: string }) {
  const api = useApi();
  const flow = useView(['eventFlow', directoryId], ['receiver'], () => api.receiver.eventFlow({ directoryId }));
  const action = useAction();
  const { inactiveUsers, payload } = flow.data ?? { inactiveUsers: 'deleted', payload: 'current' };
  const isKnown = flow.data !== undefined;
  const save = (change: Partial<EventFlowView>) =>
    void action.run(() => api.receiver.setEventFlow({ directoryId, inactiveUsers, payload, ...change }));
  return (
    <Panel title={say('flow.title')}>
      <ProblemBanner problem={flow.problem ?? action.problem} />
      <Field label={say('flow.inactive')} hint={say(inactiveUsers === 'deleted' ? 'flow.deleted.text' : 'flow.updated.text')}>
        <RadioGroup
          value={isKnown ? inactiveUsers : ''}
          disabled={!isKnown}
          onChange={(_event, { value }) => save({ inactiveUsers: value === 'updated' ? 'updated' : 'deleted' })}
        >
          <Radio value="deleted" label={say('flow.deleted')} />
          <Radio value="updated" label={say('flow.updated')} />
        </RadioGroup>
      </Field>
      <Field label={say('flow.payload')} hint={say(payload === 'current' ? 'flow.current.text' : 'flow.before.text')}>
        <RadioGroup
          value={isKnown ? payload : ''}
          disabled={!isKnown}
          onChange={(_event, { value }) => save({ payload: value === 'current' ? 'current' : 'before-april-2026' })}
        >
          <Radio value="current" label={say('flow.current')} />
          <Radio value="before-april-2026" label={say('flow.before')} />
        </RadioGroup>
      </Field>
      <p className="caption muted">{say('flow.text')}</p>
    </Panel>
  );
}
