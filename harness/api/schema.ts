import type { SchemaComparisonView } from '#shared/api/mapping-views.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { exportSchemaDocument } from '#shared/entra/schema-document/export-schema-document.ts';
import { importMappingTable } from '#shared/entra/schema-document/import-mapping-table.ts';
import { checkSchemaDocument } from '#shared/entra/schema-document/import-schema-document.ts';
import { schemaDifferences } from '#shared/entra/schema-document/schema-differences.ts';
import type { SchemaRemark } from '#shared/entra/schema-document/schema-remark.ts';
import { changeConfiguration } from '../session/configuration-change.ts';
import { jobIdOf } from '../session/job-id.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';

interface SchemaText {
  readonly format: 'graph' | 'table';
  readonly text: string;
}

/** The whole configuration of one application as a document: out, compared, and in. */
export function schemaHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const recordOf = (appId: string) => found(applicationOf(parts, appId), 'application');
  return {
    read: api.schema.read.handler(({ input }) => {
      const { id, name, configuration } = recordOf(input.appId);
      const document = exportSchemaDocument(configuration, { jobId: jobIdOf(id) });
      return { name: `${fileNameOf(name)}.schema.json`, text: `${JSON.stringify(document, null, 2)}\n` };
    }),
    compare: api.schema.compare.handler(({ input }) =>
      comparisonView(recordOf(input.appId).configuration, read(input, recordOf(input.appId).configuration)),
    ),
    import: api.schema.import.handler(async ({ input }) => {
      const record = recordOf(input.appId);
      const reading = read(input, record.configuration);
      if (reading.configuration !== null) await changeConfiguration(parts, runner, record, reading.configuration);
      return comparisonView(record.configuration, reading);
    }),
  };
}

interface Reading {
  /** Null: it was refused. */
  readonly configuration: JobConfiguration | null;
  readonly remarks: readonly SchemaRemark[];
}

function read({ format, text }: SchemaText, current: JobConfiguration): Reading {
  if (format === 'graph') return checkSchemaDocument(text, current);
  const table = importMappingTable(text, current);
  return table.ok
    ? { configuration: table.value.configuration, remarks: table.value.notes }
    : { configuration: null, remarks: table.problems.map((problem) => ({ severity: 'refused', ...problem })) };
}

function comparisonView(before: JobConfiguration, { configuration, remarks }: Reading): SchemaComparisonView {
  return {
    isAccepted: configuration !== null,
    problems: remarks,
    differences: configuration === null ? [] : schemaDifferences(before, configuration),
  };
}

/** What every file system takes of a name. */
function fileNameOf(name: string): string {
  const kept = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return kept === '' ? 'application' : kept.slice(0, 80);
}
