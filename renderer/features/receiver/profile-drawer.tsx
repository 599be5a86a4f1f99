import { Button, Radio, RadioGroup, SearchBox } from '@fluentui/react-components';
import { useState } from 'react';
import type { DirectoryFaultsView, ProfileView } from '#shared/api/fault-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { counted } from '../../components/counted.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Empty } from '../../components/empty.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { ProfileText } from './profile-text.tsx';

interface ProfileDrawerProps {
  readonly directoryId: string;
  readonly faults: DirectoryFaultsView;
  readonly profiles: readonly ProfileView[];
  onApplied(): void;
  onClose(): void;
}

/** All profiles with what they imitate; says before it is pressed what *Apply* replaces. */
export function ProfileDrawer({ directoryId, faults, profiles, onApplied, onClose }: ProfileDrawerProps) {
  const api = useApi();
  const action = useAction();
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState(faults.profileId ?? '');
  const found = profiles.filter((profile) => matches(profile, search));
  const chosen = profiles.find(({ id }) => id === chosenId);

  async function apply() {
    const seed = faults.seed === '' ? '1' : faults.seed;
    if (!(await action.run(() => api.faults.applyProfile({ directoryId, profileId: chosenId, seed })))) return;
    onApplied();
    onClose();
  }

  return (
    <DrawerFrame
      title={say('profiles.title')}
      size="large"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button
            appearance="primary"
            disabled={chosen === undefined || chosenId === faults.profileId || action.isBusy}
            onClick={() => void apply()}
          >
            {say('profiles.apply')}
          </Button>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
          <span className="muted drawer-consequence">{replacedText(faults.rules.length)}</span>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <p className="dialog-lead">{say('profiles.lead')}</p>
      <div className="row">
        <SearchBox
          className="grow"
          value={search}
          placeholder={say('profiles.search')}
          aria-label={say('profiles.search')}
          onChange={(_event, { value }) => setSearch(value)}
        />
        <span role="status" className="muted numeric">
          {counted(found.length, say('profiles.one'))}
        </span>
      </div>
      {found.length === 0 && <Empty title={say('profiles.unfound', { search })} />}
      <RadioGroup
        className="profile-list"
        aria-label={say('profiles.label')}
        value={chosenId}
        onChange={(_event, { value }) => setChosenId(value)}
      >
        {found.map((profile) => (
          <div key={profile.id} className="profile-choice" data-chosen={profile.id === chosenId}>
            <Radio
              value={profile.id}
              label={
                <>
                  <span className="strong">{profile.name}</span>
                  {profile.id === faults.profileId && <span className="muted">{` · ${say('profiles.isOn')}`}</span>}
                </>
              }
              aria-describedby={`profile-${profile.id}`}
            />
            <div id={`profile-${profile.id}`} className="profile-choice-text">
              {profile.id === chosenId ? <ProfileText profile={profile} /> : <p className="muted">{profile.imitates}</p>}
            </div>
          </div>
        ))}
      </RadioGroup>
    </DrawerFrame>
  );
}

function replacedText(ruleCount: number): string {
  if (ruleCount === 0) return say('profiles.replaces');
  return ruleCount === 1 ? say('profiles.replaces.one') : say('profiles.replaces.rules', { count: ruleCount });
}

function matches({ id, name, imitates, sources }: ProfileView, search: string): boolean {
  return [id, name, imitates, ...sources].join(' ').toLowerCase().includes(search.trim().toLowerCase());
}
