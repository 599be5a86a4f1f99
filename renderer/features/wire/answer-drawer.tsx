import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { HeldRequestView } from '#shared/api/job-views.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { type AnswerDraft, answerBodyNote, parseAnswerDraft } from '#shared/scim/answer-draft.ts';
import { type AnswerPreset, answerPresets } from '#shared/scim/answer-presets.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { useApi } from '../../app/api.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { MethodLabel } from '../../components/http-labels.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { DraftBox } from './draft-box.tsx';

interface AnswerDrawerProps {
  readonly appId: string;
  readonly held: HeldRequestView;
  onClose(): void;
}

const untils = [
  { value: 'request', label: 'Hold again before the next request' },
  { value: 'object', label: 'Go on until this object is done' },
  { value: 'cycle', label: 'Run to the end of the cycle' },
] as const;

/** *Answer myself*: what the job is to hear in the target's place. Nothing is sent. */
export function AnswerDrawer({ appId, held, onClose }: AnswerDrawerProps) {
  const api = useApi();
  const action = useAction();
  const presets = presetsFor(held);
  const [presetId, setPresetId] = useState(presets[0]?.id ?? '');
  const [until, setUntil] = useState<(typeof untils)[number]['value']>('request');
  const [typed, setTyped] = useState<AnswerDraft | null>(null);
  const preset = presets.find(({ id }) => id === presetId) ?? presets[0];
  if (preset === undefined) return null;
  const draft = preset.answer.kind === 'response' ? (typed ?? preset.answer) : null;
  const parsed = draft === null ? null : parseAnswerDraft(draft);
  const problems = parsed === null || parsed.ok ? [] : parsed.problems;
  const answer = draft === null ? silent(preset) : { ...draft, kind: 'response' as const };
  async function send() {
    if (await action.run(() => api.stepping.answer({ appId, heldId: held.id, until, answer }))) onClose();
  }
  return (
    <DrawerFrame
      title="Answer myself"
      isOpen
      size="medium"
      isChanged={typed !== null}
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={action.isBusy || problems.length > 0} onClick={() => void send()}>
            Answer
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <span className="entra-consequence muted caption">
            Nothing is sent. The wire and the log say that a person answered.
          </span>
        </>
      }
    >
      <div className="stack draft-boxes">
        <p className="draft-address">
          <MethodLabel method={held.method} /> <span className="mono ellipsis">{held.target}</span>
        </p>
        <Field label="Answer" hint={preset.sentence}>
          <Select
            data-autofocus
            value={preset.id}
            onChange={(_event, { value }) => {
              setPresetId(value);
              setTyped(null);
            }}
          >
            {presets.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {draft !== null && (
          <>
            <Field label="Status" className="draft-status" {...faultOf(problems, 'status')}>
              <Input
                inputMode="numeric"
                value={draft.status}
                onChange={(_event, { value }) => setTyped({ ...draft, status: value })}
              />
            </Field>
            <DraftBox
              label="Headers"
              value={draft.headers}
              rowCount={2}
              problem={problems.find(({ field }) => field === 'headers')}
              onChange={(headers) => setTyped({ ...draft, headers })}
            />
            <DraftBox
              label="Body"
              value={draft.body}
              rowCount={14}
              note={answerBodyNote(draft)}
              onChange={(body) => setTyped({ ...draft, body })}
            />
          </>
        )}
        <Field label="Then">
          <Select
            value={until}
            onChange={(_event, { value }) => setUntil(untils.find((known) => known.value === value)?.value ?? 'request')}
          >
            {untils.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <ProblemBanner problem={action.problem} />
      </div>
    </DrawerFrame>
  );
}

function presetsFor({ method, target, body }: HeldRequestView): readonly AnswerPreset[] {
  // The method of what is held is one of these: it was a request before it became a view.
  return answerPresets({ method: method as ScimRequest['method'], target, body: parseJson(body) ?? null });
}

function silent({ answer }: AnswerPreset): { readonly kind: 'timeout' | 'reset' } {
  return { kind: answer.kind === 'timeout' ? 'timeout' : 'reset' };
}

function faultOf(
  problems: readonly { readonly field: string; readonly message: string; readonly remedy: string }[],
  field: string,
) {
  const problem = problems.find((each) => each.field === field);
  return problem === undefined
    ? {}
    : { validationState: 'error' as const, validationMessage: `${problem.message} ${problem.remedy}` };
}
