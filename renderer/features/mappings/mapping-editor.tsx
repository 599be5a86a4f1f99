import { Checkbox, Radio, RadioGroup } from '@fluentui/react-components';
import {
  Add16Regular,
  ArrowResetRegular,
  Dismiss16Regular,
  Eye16Regular,
  Filter16Regular,
  Save16Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { MappingView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { mappingProblems } from '#shared/entra/mapping-problems.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { Banner } from '../../components/banner.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ApplicationPage, bladeOf } from '../applications/application-page.tsx';
import { Command } from '../directory-objects/command.tsx';
import { AdvancedOptions } from './advanced-options.tsx';
import { changesBetween, withoutRow } from './mapping-draft.ts';
import { MappingDrawers } from './mapping-drawers.tsx';
import { MappingRows } from './mapping-rows.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { SaveMappingDialog } from './save-mapping-dialog.tsx';
import { scopeSummary } from './scope-draft.ts';
import { useMappingDraft } from './use-mapping-draft.ts';
import { useSurroundings } from './use-surroundings.ts';

interface MappingEditorProps {
  readonly appId: string;
  readonly view: MappingView;
  readonly part: string | undefined;
}

/** Provision Microsoft Entra ID Users, or Groups: the rows, the actions, the scope, and the values they give for one object. */
export function MappingEditor({ appId, view, part }: MappingEditorProps) {
  const [, navigate] = useLocation();
  const draft = useMappingDraft(appId, view.mapping);
  const [dialog, setDialog] = useState<'save' | 'restore' | null>(null);
  const { mapping } = draft;
  const surroundings = useSurroundings(appId, mapping.sourceObjectName, view.sourceAttributes);
  const changes = changesBetween(view.mapping, mapping);
  const problems = mappingProblems(mapping, surroundings);
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
            isDisabled={changes.count === 0 || problems.length > 0}
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
          <Command icon={<Filter16Regular />} onPress={() => navigate(`${address}/scope`)}>
            {`Source Object Scope: ${scopeSummary(mapping.scope)}`}
          </Command>
          <Command icon={<Eye16Regular />} onPress={() => navigate(`${address}/preview`)}>
            Preview
          </Command>
          <Command icon={<ArrowResetRegular />} onPress={() => setDialog('restore')}>
            Restore default mappings
          </Command>
        </>
      }
    >
      <Refusals problems={problems} />
      <MappingHead mapping={mapping} onChange={draft.change} />
      <MappingRows
        appId={appId}
        mapping={mapping}
        editedTargets={changes.editedTargets}
        onEdit={(index) => navigate(`${address}/attributes/${index}`)}
        onDelete={(index) => draft.change(withoutRow(mapping, index))}
      />
      <AdvancedOptions
        attributeList={`${address}/attribute-list`}
        schema={`${bladeOf(appId, 'mappings')}/schema`}
        builder={`${address}/expression-builder`}
      />
      {part !== undefined && (
        <MappingDrawers
          appId={appId}
          view={view}
          mapping={mapping}
          part={part}
          onClose={() => navigate(address)}
          onChange={draft.change}
        />
      )}
      {dialog === 'save' && (
        <SaveMappingDialog appId={appId} mapping={mapping} onClose={() => setDialog(null)} onSaved={draft.discard} />
      )}
      {dialog === 'restore' && <RestoreDialog appId={appId} onClose={() => setDialog(null)} />}
    </ApplicationPage>
  );
}

/** So many refusals are listed; an imported mapping may have hundreds. */
const shownCountMax = 4;

/** What keeps Save disabled. */
function Refusals({ problems }: { readonly problems: readonly Problem[] }) {
  const [first] = problems;
  if (first === undefined) return null;
  return (
    <Banner
      intent="error"
      title={
        problems.length === 1
          ? 'This mapping cannot be saved'
          : `This mapping cannot be saved: ${problems.length} things are wrong`
      }
    >
      <ul className="entra-notes">
        {problems.slice(0, shownCountMax).map(({ place, message, remedy }) => (
          <li key={`${place} ${message}`}>
            {message} {remedy}
          </li>
        ))}
        {problems.length > shownCountMax && <li>And {problems.length - shownCountMax} more.</li>}
      </ul>
    </Banner>
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
        Source object: {mapping.sourceObjectName} · Source Object Scope: {scopeSummary(mapping.scope)} · Target object:{' '}
        <span className="mono">{mapping.targetObjectName}</span>
      </span>
    </div>
  );
}
