import { Button, Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import type { MappingPreviewView, RequestPreviewView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { CodeView } from '../../components/code-view.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { MethodLabel } from '../../components/http-labels.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { CopyJson } from '../applications/graph-drawer.tsx';
import { shortPathOf } from '../applications/mapped-attributes.ts';
import { PathText } from '../applications/path-text.tsx';
import { COMPLIANCE_FLAG } from '../applications/tenant-url-flag.ts';
import { Shown } from '../directory-objects/shown.tsx';
import { MappedValue } from './mapped-value.tsx';
import { ScopeResult } from './scope-result.tsx';
import { SourceObjectPicker } from './source-object-picker.tsx';
import { TargetCheck } from './target-check.tsx';
import { useMappingPreview } from './use-mapping-preview.ts';
import { useSourceObject } from './use-source-object.ts';

interface PreviewDrawerProps {
  readonly appId: string;
  readonly mapping: ObjectMapping;
  onClose(): void;
}

/** What the mapping as it stands here, saved or not, would make of one object: in scope or not, each value, the exact request. */
export function PreviewDrawer({ appId, mapping, onClose }: PreviewDrawerProps) {
  const type = mapping.sourceObjectName;
  const { object } = useSourceObject(type);
  const preview = useMappingPreview({ appId, mapping, objectId: object?.objectId ?? null });
  return (
    <DrawerFrame
      title="Preview"
      isOpen
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <span className="entra-consequence muted caption">Changes that are not saved are included. Nothing is sent.</span>
        </>
      }
    >
      <div className="row">
        <SourceObjectPicker label="Preview for" type={type} />
      </div>
      <Shown view={preview} name="the preview">
        {(view) =>
          view === null ? (
            <p className="muted entra-text">The tenant has nobody to preview. Import users or create them under Users.</p>
          ) : (
            <div className="preview-columns">
              <div className="stack entra-gap">
                <Values mapping={mapping} view={view} />
                <TargetCheck appId={appId} mapping={mapping} />
              </div>
              <div className="stack entra-gap">
                <Panel title="Scoping filters">
                  {view.scope === null ? (
                    <p className="muted">This mapping has no scoping filter: everybody passes.</p>
                  ) : (
                    <ScopeResult name={object?.displayName ?? 'The object'} scope={view.scope} />
                  )}
                </Panel>
                <Requests requests={view.requests} />
              </div>
            </div>
          )
        }
      </Shown>
    </DrawerFrame>
  );
}

const marks = { problem: 'failed' } as const;

type ValueRow = MappingPreviewView['rows'][number] & { readonly isReference: boolean };

function Values({ mapping, view }: { readonly mapping: ObjectMapping; readonly view: MappingPreviewView }) {
  const references = new Set(mapping.targetAttributes.filter(({ type }) => type === 'Reference').map(({ name }) => name));
  const rows = view.rows.map((row): ValueRow => ({ ...row, isReference: references.has(row.targetAttributeName) }));
  const noted = rows.filter(({ notes, problem }) => notes.length > 0 || problem !== null);
  return (
    <>
      <Panel title="Mapped values" flush>
        <DataTable
          label="Mapped values"
          columns={valueColumns}
          rows={rows}
          rowKey={({ targetAttributeName }) => targetAttributeName}
        />
      </Panel>
      {noted.length > 0 && (
        <Panel title="Notes">
          <dl className="value-notes">
            {noted.map(({ targetAttributeName, notes, problem }) => (
              <div key={targetAttributeName}>
                <dt className="mono entra-wrap" title={targetAttributeName}>
                  {shortPathOf(targetAttributeName)}
                </dt>
                {problem !== null && (
                  <dd>
                    <StatusTag role={marks.problem} isPlain>
                      Not sent
                    </StatusTag>{' '}
                    {problem}
                  </dd>
                )}
                {notes.map((note) => (
                  <dd key={note}>{note}</dd>
                ))}
              </div>
            ))}
          </dl>
        </Panel>
      )}
    </>
  );
}

const valueColumns: readonly Column<ValueRow>[] = [
  {
    key: 'target',
    name: 'customappsso attribute',
    width: 'minmax(180px, 1.2fr)',
    render: ({ targetAttributeName }) => <PathText path={targetAttributeName} />,
  },
  {
    key: 'value',
    name: 'Value',
    width: 'minmax(140px, 1fr)',
    render: (row) => <MappedValue name={row.targetAttributeName} value={row} isReference={row.isReference} />,
  },
];

const dialects = [
  { dialect: 'legacy', label: 'As Entra ID does by default' },
  { dialect: 'compliant', label: `With ${COMPLIANCE_FLAG}` },
] as const;

/** The requests that the mapping would cause, in either way Entra writes PATCH. */
function Requests({ requests }: { readonly requests: readonly RequestPreviewView[] }) {
  const [chosen, setChosen] = useState<RequestPreviewView['dialect']>('legacy');
  // What goes to an object that is there already comes first: the POST beside it is what a new one would get.
  const shown = requests
    .filter(({ dialect }) => dialect === chosen)
    .toSorted((a, b) => Number(a.method === 'POST') - Number(b.method === 'POST'));
  return (
    <Panel title="Requests" flush>
      <TabList
        size="small"
        className="preview-tabs"
        selectedValue={chosen}
        onTabSelect={(_event, { value }) => setChosen(value === 'compliant' ? 'compliant' : 'legacy')}
      >
        {dialects.map(({ dialect, label }) => (
          <Tab key={dialect} value={dialect}>
            {label}
          </Tab>
        ))}
      </TabList>
      {shown.length === 0 && <p className="muted preview-request">No request would be sent.</p>}
      {shown.map((request) => (
        <Request key={`${request.method} ${request.target}`} request={request} />
      ))}
    </Panel>
  );
}

function Request({ request }: { readonly request: RequestPreviewView }) {
  const { method, target, body, reason } = request;
  const text = body === null ? '' : JSON.stringify(body, null, 2);
  return (
    <section className="preview-request" aria-label={`${method} ${target}`}>
      <div className="row">
        <MethodLabel method={method} />
        <span className="mono entra-wrap grow">{target}</span>
        {text !== '' && <CopyJson text={text} size="small" />}
      </div>
      <p className="muted caption entra-text">{reason}</p>
      <CodeView label={`Body of ${method} ${target}`} text={text} />
    </section>
  );
}
