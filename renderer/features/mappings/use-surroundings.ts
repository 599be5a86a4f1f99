import type { LanguageOptions } from '#shared/entra/expressions/evaluation-context.ts';
import { languageOptionsOf } from '#shared/entra/expressions/language-options.ts';
import { type SourceDefinition, sourceAttributesOf } from '#shared/entra/source-catalogue.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';

/** What a mapping is checked against beside itself. */
export interface Surroundings {
  readonly sourceAttributes: readonly SourceDefinition[];
  readonly options: LanguageOptions;
}

interface JobSurroundings extends Surroundings {
  /** Provisioning is for all users and groups, not for the assigned ones alone. */
  readonly isForAll: boolean;
}

/** How this application reads expressions (Entra's own habits until they are read), and which attributes they may name. */
export function useSurroundings(appId: string, type: 'User' | 'Group', sourceAttributes: readonly string[]): JobSurroundings {
  const api = useApi();
  const detail = useView(['job.detail', appId], ['apps', 'job'], () => api.job.detail({ appId }));
  return {
    sourceAttributes: definitionsOf(type, sourceAttributes),
    options: languageOptionsOf(detail.data?.configuration ?? plain),
    isForAll: detail.data?.configuration.scope === 'all',
  };
}

const plain = { habitSettings: {} };

/** The editor's attributes, and those that only an imported schema document has. */
function definitionsOf(type: 'User' | 'Group', names: readonly string[]): readonly SourceDefinition[] {
  const catalogued = sourceAttributesOf(type, null);
  const known = new Set(catalogued.map(({ name }) => name));
  return [...catalogued, ...names.filter((name) => !known.has(name)).map((name) => ({ name, isMultivalued: false }))];
}
