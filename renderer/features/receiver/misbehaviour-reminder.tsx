import { say } from '../../app/messages.ts';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';
import { MisbehaviourTag } from './misbehaviour-tag.tsx';
import { useDirectories } from './receiver-views.ts';

const misbehaving: OutcomeRole = 'warning';

/** On every page, as long as a directory that requests arrive at misbehaves on purpose: what looks like a fault then is one that was asked for. */
export function MisbehaviourReminder() {
  const directories = useDirectories().data ?? [];
  const found = directories.flatMap(({ id, name, requestCount, misbehaviour }) =>
    misbehaviour === null || requestCount === 0 ? [] : [{ id, name, misbehaviour }],
  );
  const [only] = found;
  if (only === undefined) return null;
  if (found.length === 1) {
    return (
      <span className="wire-misbehaviour" title={only.name}>
        <MisbehaviourTag directoryId={only.id} misbehaviour={only.misbehaviour} />
      </span>
    );
  }
  return (
    <span className="wire-misbehaviour" title={found.map(({ name }) => name).join(', ')}>
      <a className="misbehaviour" href="#/recv/dirs">
        <StatusTag role={misbehaving}>{say('wire.misbehaves.many', { count: found.length })}</StatusTag>
      </a>
    </span>
  );
}
