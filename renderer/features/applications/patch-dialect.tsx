import { Field, Switch } from '@fluentui/react-components';
import { Panel } from '../../components/panel.tsx';
import { COMPLIANCE_FLAG, hasComplianceFlag, withComplianceFlag } from './tenant-url-flag.ts';

interface PatchDialectProps {
  readonly tenantUrl: string;
  onChange(tenantUrl: string): void;
}

/** The one switch Entra has for how PATCH is written: a flag in the query of the tenant URL. */
export function PatchDialect({ tenantUrl, onChange }: PatchDialectProps) {
  const isCompliant = hasComplianceFlag(tenantUrl);
  return (
    <Panel title="How PATCH is written">
      <Field
        hint={
          isCompliant
            ? 'As RFC 7644 writes it: lower-case operations, true and false, members removed by a path filter.'
            : 'As Entra ID does by default: capitalised operations, "True" and "False" as text, members removed by value.'
        }
      >
        <Switch
          label={`SCIM 2.0 compliant PATCH (${COMPLIANCE_FLAG})`}
          checked={isCompliant}
          disabled={tenantUrl.trim() === ''}
          onChange={(_event, { checked }) => onChange(withComplianceFlag(tenantUrl, { isCompliant: checked }))}
        />
      </Field>
      <p className="caption muted entra-text">
        In a real tenant this is <span className="mono">?{COMPLIANCE_FLAG}</span> behind the Tenant URL. The switch writes it
        there; it is never sent to the target.
      </p>
    </Panel>
  );
}
