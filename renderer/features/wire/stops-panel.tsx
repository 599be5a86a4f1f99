import { Checkbox } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HeldRequestView, HoldStopsView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { holdKey } from '../../app/hold.ts';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { type Problem, problemOf } from '../../components/problem.ts';
import { ProblemBanner } from '../../components/problem-banner.tsx';

interface StopsPanelProps {
  readonly appId: string;
  readonly stops: HoldStopsView;
  readonly held: HeldRequestView;
}

/** *Stop again when*: what the cycle stops at, once the request that waits was sent. */
export function StopsPanel({ appId, stops, held: { identity } }: StopsPanelProps) {
  const [shown, set, problem] = useStops(appId, stops);
  const isNever = !shown.every && !shown.writes && !shown.failures;
  return (
    <Panel title={say('stops.title')}>
      <ProblemBanner problem={problem} />
      <Checkbox
        className="stops-box"
        label={say('stops.every')}
        checked={shown.every}
        onChange={(_event, { checked }) => set(checked === true ? { every: true } : { every: false, writes: true })}
      />
      <Checkbox
        className="stops-box"
        label={say('stops.writes')}
        checked={shown.every || shown.writes}
        disabled={shown.every}
        onChange={(_event, { checked }) => set({ writes: checked === true })}
      />
      <Checkbox
        className="stops-box"
        label={say('stops.failures')}
        checked={shown.every || shown.failures}
        disabled={shown.every}
        onChange={(_event, { checked }) => set({ failures: checked === true })}
      />
      <Checkbox
        className="stops-box"
        label={identity === null ? say('stops.object.none') : say('stops.object', { name: identity.displayName })}
        checked={shown.objectId !== null}
        disabled={identity === null && shown.objectId === null}
        onChange={(_event, { checked }) => set({ objectId: checked === true ? (identity?.id ?? null) : null })}
      />
      {isNever && <p className="caption muted">{say('stops.never')}</p>}
    </Panel>
  );
}

/** What was ticked last stands at once; each tick is sent, in order. */
function useStops(
  appId: string,
  stops: HoldStopsView,
): [shown: HoldStopsView, set: (part: Partial<HoldStopsView>) => void, problem: Problem | null] {
  const api = useApi();
  const queries = useQueryClient();
  const [ticked, setTicked] = useState<HoldStopsView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const shown = ticked ?? stops;
  async function send(next: HoldStopsView) {
    setTicked(next);
    setProblem(null);
    try {
      queries.setQueryData(holdKey(appId), await api.stepping.setStops({ appId, stops: next }));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setTicked((latest) => (latest === next ? null : latest));
  }
  return [shown, (part) => void send({ ...shown, ...part }), problem];
}
