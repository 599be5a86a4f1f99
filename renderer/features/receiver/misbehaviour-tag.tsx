import type { MisbehaviourView } from '#shared/api/fault-views.ts';
import { say } from '../../app/messages.ts';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';
import { misbehaviourWord } from './misbehaviour-word.ts';

interface MisbehaviourTagProps {
  readonly directoryId: string;
  readonly misbehaviour: MisbehaviourView;
}

const misbehaving: OutcomeRole = 'warning';

/** Wherever a directory is shown that misbehaves on purpose, so that nobody takes its answers for a fault of somebody else. */
export function MisbehaviourTag({ directoryId, misbehaviour }: MisbehaviourTagProps) {
  return (
    <a className="misbehaviour" href={`#/recv/dirs/${directoryId}?tab=faults`}>
      <StatusTag role={misbehaving}>{say('faults.tag', { name: misbehaviourWord(misbehaviour) })}</StatusTag>
    </a>
  );
}
