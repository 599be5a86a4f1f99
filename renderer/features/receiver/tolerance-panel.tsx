import { Button, Switch } from '@fluentui/react-components';
import type { DirectoryView, ToleranceView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { behaviourWord } from './behaviour-word.ts';
import { UndoButton } from './undo-button.tsx';
import { useUndo } from './use-undo.ts';

/** What this directory accepts beyond the RFCs: one switch each, with what it departs from, who needs it, and where that is told. */
export function TolerancePanel({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const { data: tolerances = [], problem } = useView(['tolerances'], [], () => api.receiver.tolerances({}));
  const action = useAction();
  const undo = useUndo();
  const { id: directoryId, tolerances: before } = directory;
  const isOn = new Set(before);
  const entraReady = tolerances.filter(({ isEntraReady }) => isEntraReady).map(({ id }) => id);
  const save = (ids: readonly string[]) => action.run(() => api.receiver.setBehaviour({ directoryId, tolerances: [...ids] }));

  function toggle(id: string) {
    undo.clear();
    void save(isOn.has(id) ? before.filter((other) => other !== id) : [...before, id]);
  }
  async function choose(ids: readonly string[]) {
    if (!(await save(ids))) return;
    undo.offer(say('behaviour.before', { word: behaviourWord(before, tolerances) }), () => void save(before));
  }

  return (
    <Panel
      title={say('behaviour.title', { on: isOn.size, all: tolerances.length })}
      flush
      actions={
        <>
          <UndoButton undo={undo} isBusy={action.isBusy} />
          <Preset ids={[]} word={say('behaviour.strict')} isOn={isOn} isBusy={action.isBusy} onChoose={choose} />
          <Preset ids={entraReady} word={say('behaviour.entra')} isOn={isOn} isBusy={action.isBusy} onChoose={choose} />
        </>
      }
    >
      <ProblemBanner problem={problem ?? action.problem} />
      <p className="muted tolerance-lead">{say('behaviour.text')}</p>
      <ul className="tolerances" aria-label={say('behaviour.label')}>
        {tolerances.map((tolerance) => (
          <ToleranceRow
            key={tolerance.id}
            tolerance={tolerance}
            isOn={isOn.has(tolerance.id)}
            isBusy={action.isBusy}
            onToggle={() => toggle(tolerance.id)}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface PresetProps {
  readonly ids: readonly string[];
  readonly word: string;
  readonly isOn: ReadonlySet<string>;
  readonly isBusy: boolean;
  onChoose(ids: readonly string[]): Promise<void>;
}

function Preset({ ids, word, isOn, isBusy, onChoose }: PresetProps) {
  const isChosen = ids.length === isOn.size && ids.every((id) => isOn.has(id));
  return (
    <Button
      size="small"
      className="preset"
      aria-pressed={isChosen}
      disabled={isBusy}
      onClick={() => {
        if (!isChosen) void onChoose(ids);
      }}
    >
      {word}
    </Button>
  );
}

interface ToleranceRowProps {
  readonly tolerance: ToleranceView;
  readonly isOn: boolean;
  readonly isBusy: boolean;
  onToggle(): void;
}

function ToleranceRow({ tolerance, isOn, isBusy, onToggle }: ToleranceRowProps) {
  const { id, sentence, rule, neededBy, source, isEntraReady } = tolerance;
  const detailId = `tolerance-${id}`;
  return (
    <li data-on={isOn}>
      <div className="row">
        <Switch
          className="grow"
          label={sentence}
          aria-describedby={detailId}
          checked={isOn}
          // A switch that is disabled loses the focus: somebody who goes through the list by keyboard would be thrown out of it.
          onChange={() => {
            if (!isBusy) onToggle();
          }}
        />
        {isEntraReady && <span className="preset-tag caption">{say('behaviour.inPreset')}</span>}
      </div>
      <div id={detailId} className="tolerance-detail caption muted">
        <div>{say('behaviour.needed', { who: neededBy })}</div>
        <div>
          <span className="mono">{id}</span>
          {` · ${say('behaviour.rule', { rule })} · ${source}`}
        </div>
      </div>
    </li>
  );
}
