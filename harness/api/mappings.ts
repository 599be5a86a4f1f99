import type { MappingView } from '#shared/api/mapping-views.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { languageOptionsOf } from '#shared/entra/expressions/language-options.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { mappingProblems } from '#shared/entra/mapping-problems.ts';
import { sourceAttributesOf } from '#shared/entra/source-catalogue.ts';
import { changeConfiguration } from '../session/configuration-change.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, refusal } from './implementer.ts';
import { previewMapping } from './mapping-preview.ts';
import { createScopeCounter } from './scope-count.ts';
import { checkTarget } from './target-check.ts';

/** Attribute mappings of one application. */
export function mappingHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const recordOf = (appId: string) => found(applicationOf(parts, appId), 'application');
  const counter = createScopeCounter(parts);

  return {
    read: api.mappings.read.handler(({ input }) => mappingView(recordOf(input.appId).configuration, input.type)),
    save: api.mappings.save.handler(async ({ input }) => {
      const record = recordOf(input.appId);
      const { configuration } = record;
      const type = input.mapping.sourceObjectName;
      const [problem] = mappingProblems(input.mapping, {
        sourceAttributes: sourceAttributesOf(type, configuration.schemaDocument),
        options: languageOptionsOf(configuration),
      });
      if (problem !== undefined) throw refusal(problem);
      const key = type === 'User' ? 'user' : 'group';
      await changeConfiguration(parts, runner, record, { ...configuration, [key]: input.mapping });
      return mappingView(recordOf(input.appId).configuration, type);
    }),
    /** Filters and attribute lists are part of the mappings; an imported document goes with them. */
    restoreDefaults: api.mappings.restoreDefaults.handler(async ({ input }) => {
      const record = recordOf(input.appId);
      const { user, group, schemaDocument } = defaultJobConfiguration();
      await changeConfiguration(parts, runner, record, { ...record.configuration, user, group, schemaDocument });
      return null;
    }),
    preview: api.mappings.preview.handler(({ input }) => previewMapping(parts, input)),
    countScope: api.mappings.countScope.handler(({ input, signal }) =>
      counter.count(input, signal ?? new AbortController().signal),
    ),
    checkTarget: api.mappings.checkTarget.handler(({ input }) => checkTarget(parts, recordOf(input.appId).id, input.mapping)),
  };
}

function mappingView(configuration: JobConfiguration, type: 'User' | 'Group'): MappingView {
  return {
    mapping: type === 'User' ? configuration.user : configuration.group,
    sourceAttributes: sourceAttributesOf(type, configuration.schemaDocument).map(({ name }) => name),
  };
}
