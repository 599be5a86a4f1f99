import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useClockMoves } from './clock-moves.tsx';
import { cycleIntervalMs, dateTimeInput, moveUntil } from './clock-text.ts';
import { say } from './messages.ts';
import { useNow } from './now.ts';

/** Moves the clock to a time of one's own choice. */
export function SetClockDialog({ onClose }: { onClose(): void }) {
  const formId = useId();
  const { clock, blockedBecause, move } = useClockMoves();
  const now = useNow() ?? clock?.now ?? 0;
  const [entered, setEntered] = useState(() => dateTimeInput(Math.max(clock?.nextCycleAt ?? 0, now + cycleIntervalMs)));
  const [isTouched, setIsTouched] = useState(false);
  const found = moveUntil(entered, now);
  const message = isTouched && 'problem' in found ? { validationMessage: found.problem } : {};

  function set(event: FormEvent) {
    event.preventDefault();
    setIsTouched(true);
    if ('problem' in found || blockedBecause !== null) return;
    onClose();
    move(found.ms);
  }

  return (
    <DialogFrame
      title={say('clock.set.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('clock.set.cancel')}</Button>
          <Button appearance="primary" type="submit" form={formId} disabled={blockedBecause !== null}>
            {say('clock.set.move')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={blockedBecause === null ? null : { message: blockedBecause, place: '', remedy: '' }} />
      <form id={formId} onSubmit={set}>
        <Field label={say('clock.set.field')} hint={say('clock.set.hint')} {...message}>
          <Input
            type="datetime-local"
            step={1}
            min={dateTimeInput(now)}
            value={entered}
            onChange={(_event, { value }) => {
              setIsTouched(true);
              setEntered(value);
            }}
          />
        </Field>
      </form>
    </DialogFrame>
  );
}
