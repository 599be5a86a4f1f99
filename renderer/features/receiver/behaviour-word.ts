import type { ToleranceView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';

/** `Strict`, `Entra ready`, or how many of the exceptions from the RFC are made. */
export function behaviourWord(on: readonly string[], all: readonly Pick<ToleranceView, 'id' | 'isEntraReady'>[]): string {
  if (on.length === 0) return say('behaviour.strict');
  const isOn = new Set(on);
  const isEntraReady = all.every((tolerance) => isOn.has(tolerance.id) === tolerance.isEntraReady);
  return isEntraReady ? say('behaviour.entra') : say('behaviour.some', { on: on.length, all: all.length });
}

/** How a directory behaves, in two words; undefined until it is known which exceptions there are. */
export function useBehaviourWord(directory: { readonly tolerances: readonly string[] } | undefined): string | undefined {
  const api = useApi();
  const { data: all } = useView(['tolerances'], [], () => api.receiver.tolerances({}));
  return all === undefined || directory === undefined ? undefined : behaviourWord(directory.tolerances, all);
}
