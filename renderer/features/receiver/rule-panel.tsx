import { Button, Field, Input, Switch } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { type FormEvent, useState } from 'react';
import type { DirectoryFaultsView, FaultRuleView } from '#shared/api/fault-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { CodedText } from '../../components/coded-text.tsx';
import { Empty } from '../../components/empty.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { UndoButton } from './undo-button.tsx';
import type { Undo } from './use-undo.ts';

interface RulePanelProps {
  readonly directoryId: string;
  readonly faults: DirectoryFaultsView;
  readonly undo: Undo;
  /** The rules are others now. */
  onChange(): void;
  onAdd(): void;
  onEdit(ruleId: string): void;
}

/** The rules one by one, each with a switch and how often it fell upon a request, and the seed of those left to chance. */
export function RulePanel({ directoryId, faults, undo, onChange, onAdd, onEdit }: RulePanelProps) {
  const api = useApi();
  const action = useAction();
  const { seed, rules } = faults;
  const setPlan = (plan: DirectoryFaultsView) => {
    onChange();
    return action.run(() => api.faults.setPlan({ directoryId, seed: plan.seed, rules: plan.rules.map(({ rule }) => rule) }));
  };

  async function remove(ruleId: string) {
    if (!(await setPlan({ ...faults, rules: rules.filter(({ id }) => id !== ruleId) }))) return;
    undo.offer(say('faults.rules.removed', { id: ruleId }), () => void setPlan(faults));
  }
  function turn(ruleId: string, isOn: boolean) {
    undo.clear();
    onChange();
    void action.run(() => api.faults.switchRule({ directoryId, ruleId, isOn }));
  }

  return (
    <Panel
      title={say('faults.rules')}
      flush
      actions={
        <>
          <UndoButton undo={undo} isBusy={action.isBusy} />
          <Button size="small" icon={<Add16Regular />} onClick={onAdd}>
            {say('faults.rules.add')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      {rules.length === 0 ? (
        <Empty title={say('faults.rules.empty')}>{say('faults.rules.empty.text')}</Empty>
      ) : (
        <>
          <ul className="fault-rules" aria-label={say('faults.rules.label')}>
            {rules.map((rule) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                isBusy={action.isBusy}
                onTurn={(isOn) => turn(rule.id, isOn)}
                onEdit={() => onEdit(rule.id)}
                onRemove={() => void remove(rule.id)}
              />
            ))}
          </ul>
          <SeedRow
            seed={seed}
            isBusy={action.isBusy}
            onSet={(next) => {
              undo.clear();
              return setPlan({ ...faults, seed: next });
            }}
          />
        </>
      )}
    </Panel>
  );
}

interface RuleRowProps {
  readonly rule: FaultRuleView;
  readonly isBusy: boolean;
  onTurn(isOn: boolean): void;
  onEdit(): void;
  onRemove(): void;
}

function RuleRow({ rule, isBusy, onTurn, onEdit, onRemove }: RuleRowProps) {
  const { id, isOn, conditionSentence, effectSentence, seenCount, firedCount, isOfProfile } = rule;
  return (
    <li data-on={isOn}>
      <Switch
        aria-label={say('faults.rules.switch', { id })}
        checked={isOn}
        onChange={(_event, { checked }) => {
          if (!isBusy) onTurn(checked);
        }}
      />
      <div className="grow">
        <div>
          <span className="strong">{conditionSentence}</span>
        </div>
        <div>
          <CodedText text={effectSentence} />
        </div>
        <div className="caption muted">
          <span className="mono">{id}</span>
          {isOfProfile && ` · ${say('faults.rules.ofProfile')}`}
        </div>
      </div>
      <span className="caption muted numeric fault-count">
        {seenCount === 0 ? say('faults.rules.unseen') : say('faults.rules.count', { fired: firedCount, seen: seenCount })}
      </span>
      <Button size="small" aria-label={say('faults.rules.edit.name', { id })} onClick={onEdit}>
        {say('faults.rules.edit')}
      </Button>
      <Button size="small" disabled={isBusy} aria-label={say('faults.rules.remove.name', { id })} onClick={onRemove}>
        {say('faults.rules.remove')}
      </Button>
    </li>
  );
}

interface SeedRowProps {
  readonly seed: string;
  readonly isBusy: boolean;
  onSet(seed: string): Promise<boolean>;
}

function SeedRow({ seed, isBusy, onSet }: SeedRowProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isDone, setIsDone] = useState(false);
  async function set(event: FormEvent) {
    event.preventDefault();
    const isSet = await onSet(typed ?? seed);
    setIsDone(isSet);
    if (isSet) setTyped(null);
  }
  return (
    <form className="field-row fault-seed" onSubmit={(event) => void set(event)}>
      <Field label={say('faults.seed')} hint={say('faults.seed.hint')} className="grow">
        <Input
          className="mono"
          size="small"
          value={typed ?? seed}
          onChange={(_event, { value }) => {
            setTyped(value);
            setIsDone(false);
          }}
        />
      </Field>
      <Button size="small" type="submit" disabled={isBusy}>
        {say('faults.seed.again')}
      </Button>
      <span role="status" className={isDone ? 'caption muted' : 'visually-hidden'}>
        {isDone && say('faults.seed.done')}
      </span>
    </form>
  );
}
