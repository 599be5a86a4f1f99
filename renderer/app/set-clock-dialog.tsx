import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { cycleIntervalMs, dateTimeInput, moveUntil } from './clock-text.ts';
import { useClock, useNow } from './now.ts';

interface SetClockDialogProps {
  readonly isOpen: boolean;
  onClose(): void;
  move(ms: number): void;
}

/** Moves the clock to a time of one's own choice. */
export function SetClockDialog(props: SetClockDialogProps) {
  return props.isOpen ? <OpenSetClock {...props} /> : null;
}

function OpenSetClock({ onClose, move }: SetClockDialogProps) {
  const formId = useId();
  const { data: clock } = useClock();
  const now = useNow() ?? clock?.now ?? 0;
  const [entered, setEntered] = useState(() => dateTimeInput(Math.max(clock?.nextCycleAt ?? 0, now + cycleIntervalMs)));
  const [isTouched, setIsTouched] = useState(false);
  const found = moveUntil(entered, now);
  const message = isTouched && 'problem' in found ? { validationMessage: found.problem } : {};

  function set(event: FormEvent) {
    event.preventDefault();
    setIsTouched(true);
    if ('problem' in found) return;
    onClose();
    move(found.ms);
  }

  return (
    <DialogFrame
      title="Set date and time"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button appearance="primary" type="submit" form={formId}>
            Move the clock
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={set}>
        <Field
          label="Date and time"
          hint="In this machine's zone. Cycles that fall due on the way run in order, once."
          {...message}
        >
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
