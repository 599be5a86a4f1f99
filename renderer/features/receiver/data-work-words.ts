import type { DirectoryWorkView, SnapshotView } from '#shared/api/receiver-views.ts';
import { type PlainKey, say } from '../../app/messages.ts';
import { counted } from '../../components/counted.ts';

/** What the panels of the tab Data share: the change that is going on, and how another is begun. */
export interface DirectoryChanges {
  readonly work: DirectoryWorkView | null;
  /** One is going on, or about to. */
  readonly isBusy: boolean;
  /** Runs one, and shows why it was refused; true where it succeeded. */
  make(change: () => Promise<unknown>): Promise<boolean>;
}

export function isGoing(work: DirectoryWorkView | null): boolean {
  return work?.state === 'running' || work?.state === 'stopping';
}

interface HeldCounts {
  readonly userCount: number;
  readonly groupCount: number;
}

/** `12 users`, `1 group` */
export function heldTexts({ userCount, groupCount }: HeldCounts): { readonly users: string; readonly groups: string } {
  return { users: counted(userCount, say('data.user')), groups: counted(groupCount, say('data.group')) };
}

/** What is going on: `Restoring Monday`. */
export function goingText({ kind, name }: DirectoryWorkView): string {
  if (kind === 'reset') return say('data.going.reset');
  return say(`data.going.${kind}`, { name: kind === 'seed' ? seedName(name) : quoted(name) });
}

/** How it ended: `“Monday” was restored`. */
export function endedText(work: DirectoryWorkView): string {
  const { kind, name, state, seed } = work;
  if (state === 'stopped') return say('data.stopped', { what: goingText(work) });
  if (state === 'refused') {
    const problems = counted(seed?.problems.length ?? 0, say('data.refused.problem'));
    return say('data.refused', { problems, name: seedName(name) });
  }
  switch (kind) {
    case 'seed':
      return say('data.done.seed', { ...heldTexts(seed ?? { userCount: 0, groupCount: 0 }), name: seedName(name) });
    case 'reset':
      return say('data.done.reset');
    case 'take':
    case 'restore':
    case 'remove-snapshot':
      return say(`data.done.${kind}`, { name: quoted(name) });
  }
}

/** How far it is: `Put there: 12,000`. */
export function progressText({ step, doneCount, totalCount }: DirectoryWorkView): string {
  const word = say(`data.step.${step}` satisfies PlainKey);
  if (step === 'reading') return word;
  return totalCount === null
    ? say('data.work.so', { step: word, done: doneCount })
    : say('data.work.of', { step: word, done: doneCount, total: totalCount });
}

/** The snapshot that takes the change back; undefined where it needs none or it is gone. */
export function undoSnapshot(work: DirectoryWorkView, snapshots: readonly SnapshotView[]): SnapshotView | undefined {
  if (work.state !== 'done' || (work.kind !== 'restore' && work.kind !== 'reset')) return undefined;
  const cause = work.kind === 'reset' ? 'before-reset' : 'before-restore';
  const [newest] = snapshots;
  return newest?.cause === cause ? newest : undefined;
}

function seedName(name: string): string {
  return name === '' ? say('data.tenant') : name;
}

function quoted(name: string): string {
  return `“${name}”`;
}
