import { Button } from '@fluentui/react-components';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { DirectoryFaultsView, FaultKindView } from '#shared/api/fault-views.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { draftOf, newDraft, problemsByField, type RuleDraft, ruleOf, withKind } from './rule-draft.ts';
import { EffectFields } from './rule-effect-fields.tsx';
import { WhenFields } from './rule-when-fields.tsx';

interface RuleDrawerProps {
  readonly directoryId: string;
  readonly faults: DirectoryFaultsView;
  /** Null: a new one. */
  readonly ruleId: string | null;
  onSaved(): void;
  onClose(): void;
}

/** Waits for the kinds of faults, which make the form, and begins with the rule as it was then: counts change while somebody types. */
export function RuleDrawer({ directoryId, faults, ruleId, onSaved, onClose }: RuleDrawerProps) {
  const api = useApi();
  const { data: kinds, problem } = useView(['faultKinds'], [], () => api.faults.kinds({}));
  const [opened] = useState(faults);
  const index = ruleId === null ? opened.rules.length : opened.rules.findIndex(({ id }) => id === ruleId);
  const [firstKind] = kinds ?? [];
  if (index < 0 || firstKind === undefined) {
    return (
      <DrawerFrame title={say('faults.rules')} isOpen onClose={onClose}>
        <ProblemBanner problem={problem} />
        {index < 0 && <Banner intent="info" title={say('rule.unknown', { id: ruleId ?? '' })} />}
      </DrawerFrame>
    );
  }
  const rule = opened.rules[index]?.rule;
  const takenIds = opened.rules.filter((_rule, other) => other !== index).map(({ id }) => id);
  return (
    <RuleForm
      key={ruleId}
      {...{ directoryId, ruleId, takenIds, onSaved, onClose }}
      kinds={kinds ?? []}
      opened={rule === undefined ? newDraft(firstKind, takenIds) : draftOf(rule)}
      title={ruleId === null ? say('rule.title.new') : say('rule.title.edit', { id: ruleId })}
    />
  );
}

interface RuleFormProps {
  readonly directoryId: string;
  readonly ruleId: string | null;
  readonly kinds: readonly FaultKindView[];
  readonly opened: RuleDraft;
  readonly takenIds: readonly string[];
  readonly title: string;
  onSaved(): void;
  onClose(): void;
}

function RuleForm({ directoryId, ruleId, kinds, opened, takenIds, title, onSaved, onClose }: RuleFormProps) {
  const api = useApi();
  const action = useAction();
  const [first] = useState(opened);
  const [draft, setDraft] = useState(opened);
  const [refused, setRefused] = useState<{ readonly index: number; readonly problems: readonly Problem[] } | null>(null);
  const kind = kinds.find((known) => known.kind === draft.kind);
  const byField = problemsByField(refused?.problems ?? [], refused?.index ?? 0);
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refused !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (kind === undefined) return;
    await action.run(async () => {
      // As it is by now: another window may have switched a rule since this drawer was opened.
      const { seed, rules } = await api.faults.of({ directoryId });
      const place = rules.findIndex(({ id }) => id === ruleId);
      const index = place < 0 ? rules.length : place;
      const answer = await api.faults.setPlan({
        directoryId,
        seed: seed === '' ? '1' : seed,
        rules: rules.map(({ rule }) => rule).toSpliced(index, 1, ruleOf(draft, kind)),
      });
      setRefused({ index, problems: answer.problems });
      if (answer.problems.length > 0) return;
      onSaved();
      onClose();
    });
  }

  return (
    <DrawerFrame
      title={title}
      size="medium"
      isOpen
      onClose={onClose}
      isChanged={draft !== first}
      footer={
        <>
          <Button appearance="primary" type="submit" form={formId} disabled={action.isBusy || kind === undefined}>
            {say('rule.save')}
          </Button>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
          <span className="muted drawer-consequence">{say('rule.counts')}</span>
        </>
      }
    >
      <ProblemBanner problem={action.problem ?? byField.get('')?.[0] ?? null} />
      <form id={formId} ref={form} className="stack" onSubmit={(event) => void save(event)}>
        <EffectFields
          {...{ draft, kinds, byField }}
          onChange={setDraft}
          onKind={(chosen) => setDraft(withKind(draft, chosen, takenIds))}
        />
        <WhenFields {...{ draft, byField }} onChange={setDraft} />
      </form>
    </DrawerFrame>
  );
}
