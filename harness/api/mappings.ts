import type { MappingPreviewView, MappingView } from '#shared/api/views.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { parseExpression } from '#shared/entra/expression.ts';
import type { AttributeMapping, JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMapping } from '#shared/entra/mapping.ts';
import { isInScope } from '#shared/entra/scope.ts';
import { sourceAttributeNames } from '#shared/entra/source-catalogue.ts';
import { parseTargetAttribute } from '#shared/entra/target-attribute.ts';
import { groupTargetAttributes, targetTypeOf, userTargetAttributes } from '#shared/entra/target-catalogue.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { recordAudit } from '../logs/audit-recorder.ts';
import { mappingChangeSentence } from '../logs/audit-sentences.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { scopeOf } from '../session/job-scope.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { applicationOf, updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, refusal } from './implementer.ts';

/** Attribute mappings of one application. */
export function mappingHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const recordOf = (appId: string) => found(applicationOf(parts, appId), 'application');
  const put = async (record: ApplicationRecord, configuration: JobConfiguration) => {
    await updateApplication(parts, record.id, (current) => ({ ...current, configuration }));
    recordAudit(
      parts,
      record.id,
      ...(['user', 'group'] as const)
        .filter((key) => configuration[key] !== record.configuration[key])
        .map((key) => ({
          activity: 'Update attribute mappings or scope' as const,
          details: mappingChangeSentence(record.configuration[key], configuration[key]),
        })),
    );
    // Saving a mapping clears the watermark: the next cycle is an initial one (Microsoft: how-provisioning-works).
    await runner.restart(record.id, 'attribute mapping changed');
  };

  return {
    read: api.mappings.read.handler(({ input }) => mappingView(recordOf(input.appId).configuration, input.type)),
    save: api.mappings.save.handler(async ({ input }) => {
      const record = recordOf(input.appId);
      const [problem] = mappingProblems(input.mapping);
      if (problem !== undefined) throw refusal(problem);
      const key = input.mapping.sourceObjectName === 'User' ? 'user' : 'group';
      await put(record, { ...record.configuration, [key]: input.mapping });
      return mappingView(recordOf(input.appId).configuration, input.mapping.sourceObjectName);
    }),
    restoreDefaults: api.mappings.restoreDefaults.handler(async ({ input }) => {
      const record = recordOf(input.appId);
      const { user, group } = defaultJobConfiguration();
      await put(record, { ...record.configuration, user, group });
      return null;
    }),
    preview: api.mappings.preview.handler(({ input }): MappingPreviewView => {
      const record = recordOf(input.appId);
      const object = found(parts.db.tenant.readObject(input.objectId), 'object');
      const status = scopeOf(parts, record.id)(object);
      const context = { isSoftDeleted: !isInScope(status), roles: status.roles };
      return {
        rows: input.mapping.attributeMappings.map((row) => {
          if (targetTypeOf(row.targetAttributeName) === 'Reference') return referencePreview(parts, row, object);
          const { value, problem } = evaluateMapping(row, object, context);
          return { targetAttributeName: row.targetAttributeName, value, problem };
        }),
      };
    }),
  };
}

function mappingView(configuration: JobConfiguration, type: 'User' | 'Group'): MappingView {
  return {
    mapping: type === 'User' ? configuration.user : configuration.group,
    sourceAttributes: sourceAttributeNames(type),
    targetAttributes: type === 'User' ? userTargetAttributes : groupTargetAttributes,
  };
}

/** What Entra's editor refuses before it saves. */
function mappingProblems(mapping: ObjectMapping): readonly Problem[] {
  const rows = mapping.attributeMappings;
  const problems = rows.flatMap((row) => rowProblems(row));
  const seen = new Set<string>();
  for (const { targetAttributeName } of rows) {
    const name = targetAttributeName.toLowerCase();
    if (seen.has(name)) {
      problems.push({
        place: targetAttributeName,
        message: `${targetAttributeName} is mapped twice; Entra maps a target attribute once.`,
        remedy: 'Delete one of the two rows.',
      });
    }
    seen.add(name);
  }
  if (!rows.some(({ matchingPriority }) => matchingPriority > 0)) {
    problems.push({
      place: 'Match objects using this attribute',
      message: 'No row is used for matching.',
      remedy: 'Set Match objects using this attribute to Yes on one row, e.g. userName.',
    });
  }
  const required = mapping.sourceObjectName === 'User' ? userTargetAttributes : groupTargetAttributes;
  for (const { name, isRequired } of required) {
    if (isRequired && !seen.has(name.toLowerCase())) {
      problems.push({ place: name, message: `${name} is required and not mapped.`, remedy: `Add a row for ${name}.` });
    }
  }
  return problems;
}

function rowProblems(row: AttributeMapping): Problem[] {
  if (parseTargetAttribute(row.targetAttributeName) === null) {
    return [
      {
        place: row.targetAttributeName,
        message: `"${row.targetAttributeName}" is no target attribute.`,
        remedy: 'Write a SCIM path such as title, name.givenName or emails[type eq "work"].value.',
      },
    ];
  }
  if (row.targetAttributeName.toLowerCase() === 'id') {
    return [{ place: 'id', message: 'id belongs to the target and cannot be mapped.', remedy: 'Map externalId instead.' }];
  }
  if (row.source.type !== 'Function') return [];
  const parsed = parseExpression(row.source.expression);
  return parsed.ok
    ? []
    : parsed.problems.map((problem) => ({ ...problem, place: `${row.targetAttributeName}, ${problem.place}` }));
}

/** References are shown by name: their value at the target is known only when both objects are there. */
function referencePreview(parts: WorkspaceParts, row: AttributeMapping, object: TenantObject) {
  const ids = object.type === 'Group' ? object.memberIds : object.managerId === null ? [] : [object.managerId];
  const names = parts.db.tenant.readObjects(ids).map(displayNameOf);
  const value = object.type === 'Group' ? names : (names[0] ?? null);
  return { targetAttributeName: row.targetAttributeName, value, problem: null };
}
