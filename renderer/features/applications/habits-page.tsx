import { Checkbox, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { HabitView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { CodedText } from '../../components/coded-text.tsx';
import { counted } from '../../components/counted.ts';
import { Empty } from '../../components/empty.tsx';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { Shown } from '../directory-objects/shown.tsx';
import { ApplicationPage } from './application-page.tsx';

/** How this application's requests are spelled and when they are sent, beyond the plain reading of the standard. */
export function HabitsPage({ appId }: { readonly appId: string }) {
  const api = useApi();
  const habits = useView(['habits.list', appId], ['apps'], () => api.habits.list({ appId }));
  const [search, setSearch] = useState('');
  const [isSwitchedOnly, setIsSwitchedOnly] = useState(false);
  const action = useAction();
  const all = habits.data ?? [];
  const changedCount = all.filter(isChanged).length;
  const shown = all.filter((habit) => matches(habit, search) && (!isSwitchedOnly || habit.settings.length > 0));

  async function set(id: string, setting: string) {
    if (await action.run(() => api.habits.set({ appId, id, setting }))) habits.reload();
  }

  return (
    <ApplicationPage
      appId={appId}
      title="Wire habits"
      subtitle={
        changedCount === 0 ? 'All as Entra ID has them' : `${counted(changedCount, 'habit')} changed for this application`
      }
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder="Search habits and sources"
        count={`${shown.length} of ${counted(all.length, 'habit')}`}
      >
        <Checkbox
          label="Only what can be set"
          checked={isSwitchedOnly}
          onChange={(_event, { checked }) => setIsSwitchedOnly(checked === true)}
        />
      </FilterBar>
      <ProblemBanner problem={action.problem} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="habits" aria-label="Habits" tabIndex={0}>
        <Shown view={habits} name="the habits">
          {() =>
            shown.length === 0 ? (
              <Empty title="No habit matches" />
            ) : (
              <HabitTable habits={shown} action={action} onSet={(id, setting) => void set(id, setting)} />
            )
          }
        </Shown>
      </section>
      <Foot>
        A setting holds for this application and takes effect with the next request. Nothing is sent again because of it.
      </Foot>
    </ApplicationPage>
  );
}

function isChanged({ setting, defaultSetting }: HabitView): boolean {
  return setting !== defaultSetting;
}

function matches({ id, sentence, source, evidence }: HabitView, search: string): boolean {
  return [id, sentence, source, evidence].join(' ').toLowerCase().includes(search.trim().toLowerCase());
}

interface HabitTableProps {
  readonly habits: readonly HabitView[];
  readonly action: Action;
  onSet(id: string, setting: string): void;
}

function HabitTable({ habits, action, onSet }: HabitTableProps) {
  return (
    <table className="habit-table">
      <thead>
        <tr>
          <th scope="col">What Entra ID does</th>
          <th scope="col">How we know</th>
          <th scope="col">Source</th>
          <th scope="col">Here</th>
        </tr>
      </thead>
      <tbody>
        {habits.map((habit) => (
          <tr key={habit.id} data-changed={isChanged(habit)}>
            <th scope="row">
              <CodedText text={habit.sentence} />
              <span className="mono muted habit-id">{habit.id}</span>
            </th>
            <td>
              <EvidenceTag level={habit.evidence} />
            </td>
            <td className="muted">
              <CodedText text={habit.source} />
            </td>
            <td>
              <Setting habit={habit} isDisabled={action.isBusy} onSet={(setting) => onSet(habit.id, setting)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SettingProps {
  readonly habit: HabitView;
  readonly isDisabled: boolean;
  onSet(setting: string): void;
}

/** The drop-down and, below it, what the chosen setting does. */
function Setting({ habit: { id, setting, defaultSetting, settings }, isDisabled, onSet }: SettingProps) {
  if (settings.length === 0) return <span className="muted">{`${setting}: no switch`}</span>;
  const chosen = settings.find(({ value }) => value === setting);
  const sentenceId = `habit-${id}`;
  return (
    <>
      <Select
        size="small"
        aria-label={`Setting of ${id}`}
        aria-describedby={sentenceId}
        value={setting}
        disabled={isDisabled}
        onChange={(_event, { value }) => onSet(value)}
      >
        {settings.map(({ value }) => (
          <option key={value} value={value}>
            {value === defaultSetting ? `${value} (default)` : value}
          </option>
        ))}
      </Select>
      <div id={sentenceId} className="caption muted habit-effect">
        {chosen !== undefined && <CodedText text={chosen.sentence} />}
      </div>
    </>
  );
}
