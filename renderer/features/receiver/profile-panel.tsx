import { Button } from '@fluentui/react-components';
import type { DirectoryFaultsView, ProfileView } from '#shared/api/fault-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { ProfileText } from './profile-text.tsx';
import { UndoButton } from './undo-button.tsx';
import type { Undo } from './use-undo.ts';

interface ProfilePanelProps {
  readonly directory: DirectoryView;
  readonly faults: DirectoryFaultsView;
  readonly profiles: readonly ProfileView[];
  readonly undo: Undo;
  /** The rules are others now. */
  onChange(): void;
  onChoose(): void;
}

/** Whom this directory imitates, and the way back to good behaviour. */
export function ProfilePanel({ directory, faults, profiles, undo, onChange, onChoose }: ProfilePanelProps) {
  const api = useApi();
  const action = useAction();
  const { id: directoryId, tolerances, misbehaviour } = directory;
  const { seed, rules, profileId } = faults;
  const profile = profiles.find(({ id }) => id === profileId);
  const isMisbehaving = misbehaviour !== null || rules.length > 0;

  async function stop() {
    const known = await api.receiver.tolerances({});
    // The profile's tolerances go with it; those that somebody chose by hand stay.
    if (profile !== undefined) await setTolerances(known.filter(({ isEntraReady }) => isEntraReady).map(({ id }) => id));
    await api.faults.setPlan({ directoryId, seed, rules: [] });
    onChange();
    undo.offer(say('faults.stopped'), () => void action.run(restore));
  }
  async function restore() {
    await setTolerances(tolerances);
    await api.faults.setPlan({ directoryId, seed, rules: rules.map(({ rule }) => rule) });
  }
  const setTolerances = (ids: readonly string[]) => api.receiver.setBehaviour({ directoryId, tolerances: [...ids] });

  return (
    <Panel
      title={say('faults.profile')}
      actions={
        <>
          <UndoButton undo={undo} isBusy={action.isBusy} />
          {isMisbehaving && (
            <Button size="small" disabled={action.isBusy} onClick={() => void action.run(stop)}>
              {say('faults.profile.stop')}
            </Button>
          )}
          <Button size="small" {...(isMisbehaving ? {} : { appearance: 'primary' as const })} onClick={onChoose}>
            {say(profile === undefined ? 'faults.profile.choose' : 'faults.profile.other')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      {profile === undefined ? (
        <>
          <div className="strong">{say(rules.length === 0 ? 'faults.profile.none' : 'faults.profile.own')}</div>
          <p className="muted">{say('faults.profile.none.text')}</p>
        </>
      ) : (
        <ProfileText profile={profile} />
      )}
    </Panel>
  );
}
