import type { Remembered, SourceIdentity } from '#shared/trace/event.ts';
import type { PlacedFact, StateWrite } from './effect.ts';
import { commit, type Step } from './step.ts';

/** Commits what is remembered together with what happened, and writes the one down with the other: on the last fact. */
export function* commitRemembered(
  writes: readonly StateWrite[],
  facts: readonly PlacedFact[],
  about: { readonly cycleId: string | null; readonly changeId: string | null; readonly identity: SourceIdentity },
): Step<void> {
  const remembered = writes.flatMap(rememberedOf);
  if (remembered.length === 0) return yield* commit(writes, facts);
  const { identity, ...place } = about;
  const last = facts.at(-1) ?? { ...place, fact: { kind: 'state-changed', identity } };
  yield* commit(writes, [...facts.slice(0, -1), { ...last, fact: { ...last.fact, remembered } }]);
}

/** How far a cycle is stands in the facts about it. */
function rememberedOf(write: StateWrite): readonly Remembered[] {
  if (write.kind === 'put-progress') return [];
  if (write.kind !== 'put-link') return [write];
  const { exportedMemberIds: _members, ...link } = write.link;
  return [{ kind: 'put-link', link }];
}
