import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';

/** `Strict`, `Entra ready`, or how many of the exceptions from the RFC are made. */
export function behaviourWord(onCount: number, allCount: number): string {
  if (onCount === 0) return 'Strict';
  return onCount === allCount ? 'Entra ready' : `${onCount} of ${allCount} tolerances`;
}

/** How a directory behaves, in two words; undefined until it is known which exceptions there are. */
export function useBehaviourWord(directory: { readonly tolerances: readonly string[] } | undefined): string | undefined {
  const api = useApi();
  const { data: all } = useView(['tolerances'], [], () => api.receiver.tolerances({}));
  return all === undefined || directory === undefined ? undefined : behaviourWord(directory.tolerances.length, all.length);
}
