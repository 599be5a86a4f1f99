import { Checkbox, Radio, RadioGroup } from '@fluentui/react-components';
import { Add16Regular, ArrowResetRegular, Dismiss16Regular, Save16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { MappingView } from '#shared/api/views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { Banner } from '../../components/banner.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Command } from '../directory-objects/command.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';
import { changesBetween, problemOfMapping, withoutRow, withRow } from './mapping-draft.ts';
import { MappingRowDrawer } from './mapping-row-drawer.tsx';
import { MappingRows } from './mapping-rows.tsx';
import { RestoreDialog } from './mappings-page.tsx';
import { SaveMappingDialog } from './save-mapping-dialog.tsx';
import { useMappingDraft } from './use-mapping-draft.ts';

interface MappingEditorProps {
  readonly appId: string;
  readonly view: MappingView;
  readonly row: string | undefined;
}

/** Provision Microsoft Entra ID Users, or Groups: the rows, the actions, and the values they give for one object. */
export function MappingEditor({ appId, view, row }: MappingEditorProps) {
  const [, navigate] = useLocation();
  const draft = useMappingDraft(appId, view.mapping);
  const [dialog, setDialog] = useState<'save' | 'restore' | null>(null);
  const { mapping } = draft;
  const changes = changesBetween(view.mapping, mapping);
  const problem = problemOfMapping(mapping);
  const address = `${bladeOf(appId, 'mappings')}/${mapping.sourceObjectName}`;
  return (
    <ApplicationPage
      appId={appId}
      title={mapping.name}
      parent={{ label: 'Attribute mapping', href: bladeOf(appId, 'mappings') }}
      flush
      badge={<StatusTag role={mapping.enabled ? 'success' : 'skipped'}>{mapping.enabled ? 'Enabled' : 'Not enabled'}</StatusTag>}
      subtitle={changes.count === 0 ? undefined : `${changes.count} ${changes.count === 1 ? 'change' : 'changes'} not saved`}
      commands={
        <>
          <Command
            icon={<Save16Regular />}
            isPrimary={changes.count > 0}
            isDisabled={changes.count === 0 || problem !== null}
            onPress={() => setDialog('save')}
          >
            Save
          </Command>
          <Command icon={<Dismiss16Regular />} isDisabled={changes.count === 0} onPress={draft.discard}>
            Discard
          </Command>
          <Command icon={<Add16Regular />} onPress={() => navigate(`${address}/attributes/new`)}>
            Add New Mapping
          </Command>
          <Command icon={<ArrowResetRegular />} onPress={() => setDialog('restore')}>
            Restore default mappings
          </Command>
        </>
      }
    >
      {problem !== null && (
        <Banner intent="error" title="This mapping cannot be saved">
          {problem}
        </Banner>
      )}
      <MappingHead mapping={mapping} onChange={draft.change} />
      <MappingRows
        appId={appId}
        mapping={mapping}
        editedTargets={changes.editedTargets}
        onEdit={(index) => navigate(`${address}/attributes/${index}`)}
        onDelete={(index) => draft.change(withoutRow(mapping, index))}
      />
      {row !== undefined && (
        <MappingRowDrawer
          key={row}
          view={view}
          mapping={mapping}
          index={row === 'new' ? null : Number(row)}
          onClose={() => navigate(address)}
          onOk={(edited) => {
            draft.change(withRow(mapping, row === 'new' ? null : Number(row), edited));
            navigate(address);
          }}
        />
      )}
      <SaveMappingDialog
        appId={appId}
        mapping={mapping}
        isOpen={dialog === 'save'}
        onClose={() => setDialog(null)}
        onSaved={draft.discard}
      />
      <RestoreDialog appId={appId} isOpen={dialog === 'restore'} onClose={() => setDialog(null)} onRestored={draft.discard} />
    </ApplicationPage>
  );
}

const targetActions = [
  ['add', 'Create'],
  ['update', 'Update'],
  ['delete', 'Delete'],
] as const;

interface MappingHeadProps {
  readonly mapping: ObjectMapping;
  onChange(mapping: ObjectMapping): void;
}

function MappingHead({ mapping, onChange }: MappingHeadProps) {
  return (
    <div className="entra-mapping-head">
      <fieldset className="row">
        <legend>Enabled</legend>
        <RadioGroup
          aria-label="Enabled"
          layout="horizontal"
          value={mapping.enabled ? 'yes' : 'no'}
          onChange={(_event, { value }) => onChange({ ...mapping, enabled: value === 'yes' })}
        >
          <Radio value="yes" label="Yes" />
          <Radio value="no" label="No" />
        </RadioGroup>
      </fieldset>
      <fieldset className="row">
        <legend>Target Object Actions</legend>
        {targetActions.map(([action, label]) => (
          <Checkbox
            key={action}
            label={label}
            checked={mapping.flowTypes[action]}
            onChange={(_event, { checked }) =>
              onChange({ ...mapping, flowTypes: { ...mapping.flowTypes, [action]: checked === true } })
            }
          />
        ))}
      </fieldset>
      <span className="muted caption">
        Source object: {mapping.sourceObjectName} · Source Object Scope: All records · Target object:{' '}
        <span className="mono">{mapping.targetObjectName}</span>
      </span>
    </div>
  );
}
