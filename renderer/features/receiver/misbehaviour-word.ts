import type { MisbehaviourView } from '#shared/api/fault-views.ts';
import { say } from '../../app/messages.ts';
import { counted } from '../../components/counted.ts';

/** `Too many requests`, `2 faults on`: the profile a directory behaves as, else how many rules are switched on. */
export function misbehaviourWord({ profileName, onCount }: MisbehaviourView): string {
  return profileName ?? counted(onCount, say('faults.on.one'), say('faults.on.many'));
}
