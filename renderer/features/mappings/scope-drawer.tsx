import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { Fragment, useState } from 'react';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { ScopingFilter, ScopingGroup } from '#shared/entra/scoping-filter.ts';
import { scopingProblems } from '#shared/entra/scoping-filter-problems.ts';
import { Banner } from '../../components/banner.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ScopeCount } from './scope-count.tsx';
import { groupSentence, missingParts, newGroup, withGroup, withGroups } from './scope-draft.ts';
import { ScopeGroup } from './scope-group.tsx';
import { ScopeResult } from './scope-result.tsx';
import { SourceObjectPicker } from './source-object-picker.tsx';
import { useMappingPreview } from './use-mapping-preview.ts';
import { useSourceObject } from './use-source-object.ts';
import { useSurroundings } from './use-surroundings.ts';

interface ScopeDrawerProps {
  readonly appId: string;
  readonly mapping: ObjectMapping;
  readonly sourceAttributes: readonly string[];
  onClose(): void;
  onOk(scope: ScopingFilter | null): void;
}

/** Entra's Source Object Scope: who the mapping is for. */
export function ScopeDrawer({ appId, mapping, sourceAttributes, onClose, onOk }: ScopeDrawerProps) {
  const type = mapping.sourceObjectName;
  const [groups, setGroups] = useState<readonly ScopingGroup[]>(mapping.scope?.groups ?? []);
  const [isChecked, setIsChecked] = useState(false);
  const scope = withGroups(mapping.scope, groups);
  const missing = missingParts(groups);
  const surroundings = useSurroundings(appId, type, sourceAttributes);
  // What an imported schema declares may be named beside the editor's own.
  const declared = new Set(surroundings.sourceAttributes.map(({ name }) => name));
  const problems = missing.length > 0 ? [] : scopingProblems(scope, type, declared);
  const isChanged = JSON.stringify(scope) !== JSON.stringify(mapping.scope);

  function takeOver() {
    setIsChecked(true);
    if (missing.length === 0 && problems.length === 0) onOk(scope);
  }

  return (
    <DrawerFrame
      title="Source Object Scope"
      isOpen
      size="large"
      isChanged={isChanged}
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" onClick={takeOver}>
            Ok
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <span className="entra-consequence muted caption">After Save, whoever leaves the scope is disabled at the target</span>
        </>
      }
    >
      <p className="entra-text">
        {groups.length === 0
          ? 'All records: there is no scoping filter. '
          : `A ${type.toLowerCase()} passes where one of these filters is true. Within a filter, every clause must be true. `}
        Filters come on top of assignment: they hold whether provisioning is for assigned users and groups or for all.
      </p>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a filter has no name of its own that could not be typed twice.
        <Fragment key={index}>
          {index > 0 && <span className="scope-or">OR</span>}
          <ScopeGroup
            type={type}
            group={group}
            number={index + 1}
            sourceAttributes={sourceAttributes}
            declared={declared}
            missing={isChecked ? missing.filter(({ groupIndex }) => groupIndex === index) : []}
            onChange={(changed) => setGroups(withGroup(groups, index, changed))}
          />
        </Fragment>
      ))}
      <div>
        <Button icon={<Add16Regular />} onClick={() => setGroups([...groups, newGroup(groups.length)])}>
          Add scoping filter
        </Button>
      </div>
      <Imported scope={mapping.scope} />
      {isChecked && problems.length > 0 && (
        <Banner intent="error" title={`Entra ID does not take ${problems.length === 1 ? 'this' : 'these'}`}>
          <ul className="entra-notes">
            {problems.map(({ place, message, remedy }) => (
              <li key={`${place} ${message}`}>
                {place}: {message} {remedy}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {scope !== null && (
        <>
          <Trial appId={appId} mapping={{ ...mapping, scope }} isComplete={missing.length === 0} />
          <ScopeCount
            appId={appId}
            mapping={{ ...mapping, scope }}
            isComplete={missing.length === 0}
            isForAll={surroundings.isForAll}
          />
        </>
      )}
    </DrawerFrame>
  );
}

/** Filters that only a schema document can set: shown, kept, and not edited here. */
function Imported({ scope }: { readonly scope: ScopingFilter | null }) {
  const sets = [
    ['Input filter', 'Who falls out of it is left alone: nothing is sent, nobody is disabled.', scope?.inputFilterGroups ?? []],
    ['Category filter', 'Says whether an object belongs to this mapping at all.', scope?.categoryFilterGroups ?? []],
  ] as const;
  return sets.map(([name, meaning, groups]) =>
    groups.length === 0 ? null : (
      <Banner key={name} intent="info" title={`${name} of the imported schema`}>
        {meaning} The portal has no page for it; it is kept as it is.
        <ul className="entra-notes">
          {groups.map((group) => (
            <li key={group.name} className="mono">
              {group.name}: {groupSentence(group)}
            </li>
          ))}
        </ul>
      </Banner>
    ),
  );
}

interface TrialProps {
  readonly appId: string;
  readonly mapping: ObjectMapping;
  /** False while a box is empty: then nobody can be tried. */
  readonly isComplete: boolean;
}

/** Whether somebody passes, before anything is saved. */
function Trial({ appId, mapping, isComplete }: TrialProps) {
  const { object } = useSourceObject(mapping.sourceObjectName);
  const preview = useMappingPreview({ appId, mapping, objectId: isComplete ? (object?.objectId ?? null) : null });
  return (
    <Panel
      title="Who passes, before Save"
      actions={<SourceObjectPicker label={mapping.sourceObjectName} type={mapping.sourceObjectName} />}
    >
      {!isComplete && <p className="muted">Fill in the clauses above to see.</p>}
      <ProblemBanner problem={preview.problem} />
      {isComplete && preview.data?.scope != null && object !== null && (
        <ScopeResult name={object.displayName} scope={preview.data.scope} />
      )}
    </Panel>
  );
}
