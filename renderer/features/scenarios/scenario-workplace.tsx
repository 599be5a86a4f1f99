import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { ScenarioCheckView, ScenarioFileView, ScenarioResultView } from '#shared/api/scenario-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { outcomeText } from './outcome-text.ts';
import { type ScenarioCommand, ScenarioCommands } from './scenario-commands.tsx';
import { DeleteDialog, LeaveDialog, RenameDialog } from './scenario-dialogs.tsx';
import { ScenarioProblems } from './scenario-problems.tsx';
import { ScenarioResult } from './scenario-result.tsx';
import { scenarioRoute, scenariosPath } from './scenario-route.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useScenarioCheck } from './use-scenario-check.ts';
import { type LineMark, YamlEditor } from './yaml-editor.tsx';
import { offsetAt } from './yaml-lines.ts';

interface ScenarioWorkplaceProps {
  readonly file: ScenarioFileView;
  /** Reads the file again: another program may have written it. */
  onReload(): void;
}

/** The text that is edited, what is wrong with it, and its runs. Owns the unsaved text. */
export function ScenarioWorkplace({ file, onReload }: ScenarioWorkplaceProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState<{ readonly text: string; readonly basedOn: string } | null>(null);
  const text = draft?.text ?? file.text;
  const isChanged = draft !== null && draft.text !== file.text;
  const { check, isCurrent } = useScenarioCheck(file.id, text);
  const run = useView(['scenario-run'], ['scenarios'], () => api.scenarios.state({})).data ?? null;
  const result = useView(['scenario-result', file.id], ['scenarios'], () => api.scenarios.result({ id: file.id })).data ?? null;
  const ownRun = run?.scenarioId === file.id ? run : null;
  const isRunning = ownRun?.isRunning === true;
  const [seed, setSeed] = useState('');
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [said, setSaid] = useState('');
  const action = useAction();
  const guard = useLeaveGuard(isChanged);
  const box = useRef<HTMLTextAreaElement>(null);
  const problemsId = useId();

  const [name, setName] = useState<string | null>(null);
  // While the text cannot be read, the scenario is called what it was called.
  if (check?.scenario != null && check.scenario.name !== name) setName(check.scenario.name);

  const mayRun = isCurrent && check?.problems.length === 0 && run?.isRunning !== true && !action.isBusy;
  const isStale = result !== null && (isChanged ? result.revision !== check?.revision : result.revision !== file.revision);
  const marks = useMemo(() => marksOf(check?.problems ?? [], isStale ? null : result), [check, result, isStale]);

  const go = useCallback((line: number, column: number) => {
    const field = box.current;
    if (field === null) return;
    const at = offsetAt(field.value, line, column);
    field.focus();
    field.setSelectionRange(at, at);
    // A box that shows all of its lines does not scroll to its cursor by itself.
    field.closest('.yaml-editor')?.scrollTo({ top: Math.max(0, (line - 6) * lineHeight) });
  }, []);
  async function save(basedOn: string | null): Promise<boolean> {
    const isSaved = await action.run(async () => {
      queries.setQueryData(['scenario', file.id], await api.scenarios.save({ id: file.id, text, basedOn }));
      setDraft(null);
    });
    if (!isSaved) onReload();
    return isSaved;
  }
  const start = () =>
    action.run(() => api.scenarios.run({ id: file.id, text, seed: seed === '' ? null : Math.min(Number(seed), seedMax) }));

  function perform(command: ScenarioCommand): void {
    setSaid('');
    if (command === 'run') void start();
    else if (command === 'stop') void action.run(() => api.scenarios.cancel({}));
    else if (command === 'save') void save(draft?.basedOn ?? file.revision);
    else if (command === 'discard') setDraft(null);
    else if (command === 'copy')
      void action.run(async () => navigate(scenarioRoute((await api.scenarios.copy({ id: file.id })).id)));
    else if (command === 'command') void copyCommand();
    else setDialog(command);
  }
  async function copyCommand() {
    const name = file.source === 'own' ? `scenarios/${file.file}` : `fixtures/scenarios/${file.file}`;
    const words = `rehearse run ${/\s/.test(name) ? `"${name}"` : name}${seed === '' ? '' : ` --seed ${seed}`}`;
    const isCopied = await navigator.clipboard.writeText(words).then(
      () => true,
      () => false,
    );
    setSaid(isCopied ? say('scenario.command.copied') : say('scenario.command.refused'));
  }
  usePageKeys({
    onRun: () => mayRun && perform('run'),
    onSave: () => file.source === 'own' && isChanged && !action.isBusy && perform('save'),
  });

  return (
    <Page
      world="neutral"
      path={scenariosPath}
      title={name ?? result?.report.name ?? file.file}
      badge={!isRunning && result !== null && <ResultTag result={result} />}
      subtitle={
        <>
          <span className="mono">{file.file}</span>
          {isChanged && ` · ${say('scenario.unsaved')}`}
          {file.source === 'shipped' && ` · ${say('scenario.readonly')}`}
          <span role="status">{said === '' ? '' : ` · ${said}`}</span>
        </>
      }
      commands={
        <ScenarioCommands
          file={file}
          isChanged={isChanged}
          mayRun={mayRun}
          isRunning={isRunning}
          isStopping={ownRun?.isStopping ?? false}
          isBusy={action.isBusy}
          seed={seed}
          ownSeed={check?.scenario?.seed}
          onSeed={setSeed}
          onDo={perform}
        />
      }
      flush
    >
      {draft !== null && draft.basedOn !== file.revision && action.problem !== null ? (
        <Banner
          intent="warning"
          title={action.problem.message}
          actions={
            <Button size="small" onClick={() => void save(null)}>
              {say('scenario.save.over')}
            </Button>
          }
        >
          {action.problem.remedy}
        </Banner>
      ) : (
        <ProblemBanner problem={action.problem} />
      )}
      {run?.isRunning === true && !isRunning && <Banner intent="info" title={say('scenario.run.other', { name: run.name })} />}
      <div className="scenario-split">
        <div className="scenario-editor">
          <YamlEditor
            text={text}
            marks={marks}
            isReadOnly={file.source === 'shipped'}
            describedBy={problemsId}
            box={box}
            onChange={(next) => setDraft({ text: next, basedOn: draft?.basedOn ?? file.revision })}
          />
          <ScenarioProblems id={problemsId} check={check} onGo={go} />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
        <section className="scenario-result" aria-label={say('scenario.result')} tabIndex={0}>
          <ScenarioResult run={ownRun} result={result} isStale={isStale} onGo={go} />
        </section>
      </div>
      <LeaveDialog
        file={file.file}
        isOpen={guard.wanted !== null}
        onSave={() => save(draft?.basedOn ?? file.revision)}
        onStay={guard.stay}
        onLeave={guard.leave}
      />
      {dialog === 'rename' && (
        <RenameDialog
          file={file}
          onClose={() => setDialog(null)}
          onRenamed={({ id }) => navigate(scenarioRoute(id), { replace: true })}
        />
      )}
      {dialog === 'delete' && (
        <DeleteDialog
          file={file}
          onClose={() => setDialog(null)}
          onDeleted={() => {
            guard.pass();
            navigate('/scenarios', { replace: true });
          }}
        />
      )}
    </Page>
  );
}

const seedMax = 4_294_967_295;
const lineHeight = 20;

function ResultTag({ result: { report } }: { readonly result: ScenarioResultView }) {
  const failed = report.steps.filter(({ status }) => status === 'failed').length;
  const { role, words } = outcomeText(report.outcome, { count: failed, of: report.steps.length });
  return <StatusTag role={role}>{words}</StatusTag>;
}

/** Lines that are wrong, and lines of steps that failed. */
function marksOf(problems: ScenarioCheckView['problems'], result: ScenarioResultView | null): ReadonlyMap<number, LineMark> {
  const marks = new Map<number, LineMark>();
  for (const { place, status } of result?.report.steps ?? []) {
    const line = /:(\d+):\d+$/.exec(place)?.[1];
    if (status === 'failed' && line !== undefined) marks.set(Number(line), { kind: 'failed', column: 1 });
  }
  for (const { line, column } of problems) {
    if (line !== null && marks.get(line)?.kind !== 'error') marks.set(line, { kind: 'error', column: column ?? 1 });
  }
  return marks;
}

function usePageKeys({ onRun, onSave }: { onRun(): void; onSave(): void }): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      if (event.key === 'Enter') onRun();
      else if (event.key.toLowerCase() === 's') onSave();
      else return;
      event.preventDefault();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}
