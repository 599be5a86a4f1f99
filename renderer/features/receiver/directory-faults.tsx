import { useLocation } from 'wouter';
import type { DirectoryFaultsView, ProfileView } from '#shared/api/fault-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView, type View } from '../../app/live.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ProfileDrawer } from './profile-drawer.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { RuleDrawer } from './rule-drawer.tsx';
import { RulePanel } from './rule-panel.tsx';
import { useUndo } from './use-undo.ts';

/** What stands open beside the list of faults. */
export type FaultDrawer = { readonly kind: 'profile' | 'new-rule' } | { readonly kind: 'rule'; readonly ruleId: string };

interface DirectoryFaultsProps {
  readonly directory: DirectoryView;
  readonly drawer: FaultDrawer | null;
}

/** What goes wrong in this directory on purpose: as a profile has it, and by rules. */
export function DirectoryFaults({ directory, drawer }: DirectoryFaultsProps) {
  const [, go] = useLocation();
  const faults = useFaults(directory.id);
  const profiles = useProfiles();
  const close = () => go(`/recv/dirs/${directory.id}?tab=faults`);
  const open = (path: string) => go(`/recv/dirs/${directory.id}/faults/${path}`);
  const { data } = faults;
  // One way back at a time: what undoes an older change would take a newer one with it.
  const profileUndo = useUndo();
  const ruleUndo = useUndo();
  const forgetUndo = () => {
    profileUndo.clear();
    ruleUndo.clear();
  };
  return (
    <div className="directory-panels grow-list">
      <ProblemBanner problem={faults.problem ?? profiles.problem} />
      {data !== undefined && profiles.data !== undefined && (
        <>
          <ProfilePanel
            directory={directory}
            faults={data}
            profiles={profiles.data}
            undo={profileUndo}
            onChange={ruleUndo.clear}
            onChoose={() => open('profile')}
          />
          <RulePanel
            directoryId={directory.id}
            faults={data}
            undo={ruleUndo}
            onChange={profileUndo.clear}
            onAdd={() => open('new')}
            onEdit={(ruleId) => open(`rules/${encodeURIComponent(ruleId)}`)}
          />
          {drawer?.kind === 'profile' && (
            <ProfileDrawer
              directoryId={directory.id}
              faults={data}
              profiles={profiles.data}
              onApplied={forgetUndo}
              onClose={close}
            />
          )}
          {(drawer?.kind === 'new-rule' || drawer?.kind === 'rule') && (
            <RuleDrawer
              directoryId={directory.id}
              faults={data}
              ruleId={drawer.kind === 'rule' ? drawer.ruleId : null}
              onSaved={forgetUndo}
              onClose={close}
            />
          )}
        </>
      )}
    </div>
  );
}

function useFaults(directoryId: string): View<DirectoryFaultsView> {
  const api = useApi();
  return useView(['faults', directoryId], ['receiver'], () => api.faults.of({ directoryId }));
}

export function useProfiles(): View<readonly ProfileView[]> {
  const api = useApi();
  return useView(['profiles'], [], () => api.faults.profiles({}));
}
