import { ArrowResetRegular, Braces16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Panel } from '../../components/panel.tsx';
import { ApplicationPage, bladeOf } from '../applications/application-page.tsx';
import { Command } from '../directory-objects/command.tsx';
import { MappingTable } from './mapping-table.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

/** Attribute mapping: the two object mappings of an application. */
export function MappingsPage({ appId }: { readonly appId: string }) {
  const [, navigate] = useLocation();
  const [isRestoring, setIsRestoring] = useState(false);
  return (
    <ApplicationPage
      appId={appId}
      title="Attribute mapping"
      subtitle="Which source attribute goes to which target attribute"
      commands={
        <>
          <Command icon={<Braces16Regular />} onPress={() => navigate(`${bladeOf(appId, 'mappings')}/schema`)}>
            Review your schema
          </Command>
          <Command icon={<ArrowResetRegular />} onPress={() => setIsRestoring(true)}>
            Restore default mappings
          </Command>
        </>
      }
    >
      <Panel title="Mappings" world="entra" flush>
        <MappingTable appId={appId} />
      </Panel>
      <p className="muted caption entra-text">
        There is no mapping for photos: Entra ID's SCIM provisioning cannot send pictures. Passwords and nested group members are
        not sent either.
      </p>
      {isRestoring && <RestoreDialog appId={appId} onClose={() => setIsRestoring(false)} />}
    </ApplicationPage>
  );
}
