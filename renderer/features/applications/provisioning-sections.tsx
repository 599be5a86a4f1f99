import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Checkbox,
  Field,
  Input,
  Radio,
  RadioGroup,
  Select,
} from '@fluentui/react-components';
import { Link as RouteLink } from 'wouter';
import type { JobSettings } from '#shared/api/job-views.ts';
import { Panel } from '../../components/panel.tsx';
import { MappingTable } from '../mappings/mapping-table.tsx';
import { bladeOf } from './application-page.tsx';
import { scopeWords } from './scope-words.ts';

interface ProvisioningSectionsProps {
  readonly appId: string;
  readonly settings: JobSettings;
  readonly isOn: boolean;
  onSettings(settings: JobSettings): void;
  onStatus(isOn: boolean): void;
}

/** What Entra shows only after credentials are saved: Mappings, Settings, Provisioning Status. */
export function ProvisioningSections({ appId, settings, isOn, onSettings, onStatus }: ProvisioningSectionsProps) {
  return (
    <>
      <Accordion multiple collapsible className="entra-sections">
        <AccordionItem value="mappings">
          <AccordionHeader as="h2">Mappings</AccordionHeader>
          <AccordionPanel className="stack">
            <p className="muted entra-text">Mappings define how data flows between Microsoft Entra ID and customappsso.</p>
            <MappingTable appId={appId} />
          </AccordionPanel>
        </AccordionItem>
        <AccordionItem value="settings">
          <AccordionHeader as="h2">Settings</AccordionHeader>
          <AccordionPanel className="stack">
            <Settings settings={settings} onSettings={onSettings} />
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
      <Panel title="Start and stop">
        <Field
          label="Provisioning Status"
          hint="Takes effect with Save. On, the initial cycle begins at once; later cycles follow every 40 minutes."
        >
          <RadioGroup layout="horizontal" value={isOn ? 'on' : 'off'} onChange={(_event, { value }) => onStatus(value === 'on')}>
            <Radio value="on" label="On" />
            <Radio value="off" label="Off" />
          </RadioGroup>
        </Field>
        <RouteLink className="link" href={bladeOf(appId, 'overview')}>
          Current cycle status
        </RouteLink>
      </Panel>
    </>
  );
}

function Settings({ settings, onSettings }: Pick<ProvisioningSectionsProps, 'settings' | 'onSettings'>) {
  return (
    <>
      <Field label="Scope" hint="As in Entra ID, a changed scope is looked at only after Restart provisioning on Overview.">
        <Select
          value={settings.scope}
          onChange={(_event, { value }) => onSettings({ ...settings, scope: value === 'all' ? 'all' : 'assigned' })}
        >
          <option value="assigned">{scopeWords.assigned}</option>
          <option value="all">{scopeWords.all}</option>
        </Select>
      </Field>
      <Checkbox
        label="Skip out of scope deletions"
        checked={settings.skipsOutOfScopeDeletions}
        onChange={(_event, { checked }) => onSettings({ ...settings, skipsOutOfScopeDeletions: checked === true })}
      />
      <p className="caption muted entra-text">
        Graph’s SkipOutOfScopeDeletions: whoever leaves the scope is left as is at the target, neither disabled nor deleted.
      </p>
      <Field
        label="Objects in flight"
        hint="Of this rehearsal: how many objects a cycle works on at once, 1 to 100. The result is the same, only faster."
        className="entra-narrow"
      >
        <Input
          type="number"
          min={1}
          max={100}
          value={String(settings.objectsInFlightCount)}
          onChange={(_event, { value }) =>
            onSettings({ ...settings, objectsInFlightCount: Math.min(100, Math.max(1, Math.trunc(Number(value)) || 1)) })
          }
        />
      </Field>
      <Checkbox
        label="Send an email notification when a failure occurs"
        checked={settings.isNotificationOn}
        onChange={(_event, { checked }) => onSettings({ ...settings, isNotificationOn: checked === true })}
      />
      <Field
        label="Notification Email"
        hint="A rehearsal sends no e-mail: what Entra would send when a job is quarantined stands in the audit logs."
      >
        <Input
          type="email"
          value={settings.notificationEmail}
          onChange={(_event, { value }) => onSettings({ ...settings, notificationEmail: value })}
        />
      </Field>
      <Checkbox
        label="Prevent accidental deletion"
        checked={settings.isDeletionPrevented}
        onChange={(_event, { checked }) => onSettings({ ...settings, isDeletionPrevented: checked === true })}
      />
      <Field
        label="Accidental deletion threshold"
        hint="As many disables and deletions in one cycle, or more, are held back until you allow or reject them."
        className="entra-narrow"
      >
        <Input
          type="number"
          min={1}
          max={1_000_000}
          value={String(settings.deletionThreshold)}
          onChange={(_event, { value }) =>
            onSettings({ ...settings, deletionThreshold: Math.max(1, Math.trunc(Number(value)) || 1) })
          }
        />
      </Field>
    </>
  );
}
