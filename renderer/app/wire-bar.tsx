import { Button } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react';
import type { ExchangeView } from '#shared/api/evidence-views.ts';
import { counted } from '../components/counted.ts';
import { MethodLabel, StatusCode } from '../components/http-labels.tsx';
import { Moment } from '../components/moment.tsx';
import { MisbehaviourReminder } from '../features/receiver/misbehaviour-reminder.tsx';
import { shownTarget } from '../features/wire/shown-target.ts';
import { useLastExchange } from '../features/wire/use-exchanges.ts';
import { PanelFilters, WirePanel } from '../features/wire/wire-panel.tsx';
import { useApi } from './api.tsx';
import { useHold } from './hold.ts';
import { HeldRequest, HoldSwitch } from './hold-switch.tsx';
import { useConnection, useView } from './live.tsx';
import { useOpenApp } from './open-app.ts';
import { useWireHeight, wireHeightMin } from './wire-height.ts';

/** The wire below every page: closed, the last exchange in words; open (Ctrl+J), the list and one exchange. */
export function WireBar() {
  const [isOpen, setIsOpen] = useState(false);
  const [query, setQuery] = useState('');
  const { height, heightMax, setHeight } = useWireHeight();
  const app = useOpenApp();
  const { data: hold } = useHold(app?.id);
  useToggleKey(() => setIsOpen((wasOpen) => !wasOpen));
  return (
    <aside className="wire" aria-label="The wire" data-region data-open={isOpen} tabIndex={-1}>
      {isOpen && <Separator height={height} heightMax={heightMax} onChange={setHeight} />}
      <div className="wire-bar">
        <i className="wire-ends" aria-hidden="true" />
        <span className="strong">The wire</span>
        {app !== undefined && hold?.isHolding === true ? (
          <HeldRequest appName={app.name} held={hold.held} />
        ) : (
          <LastExchange isOpen={isOpen} />
        )}
        <MisbehaviourReminder />
        {isOpen && <PanelFilters text={query} onText={setQuery} />}
        {app !== undefined && <HoldSwitch app={app} />}
        <kbd>Ctrl J</kbd>
        <Button
          appearance="subtle"
          size="small"
          icon={isOpen ? <ChevronDown16Regular /> : <ChevronUp16Regular />}
          aria-label={isOpen ? 'Close the wire' : 'Open the wire'}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <div className="wire-open" style={{ height }}>
          <WirePanel text={query} />
        </div>
      )}
    </aside>
  );
}

/** Closed, the newest exchange in words; open, the list below has it. */
function LastExchange({ isOpen }: { readonly isOpen: boolean }) {
  const connection = useConnection();
  const last = useLastExchange();
  const isSilent = last != null && last.failure !== null && last.byHand === null;
  return (
    <>
      <i
        className="live-dot"
        data-state={last == null ? 'quiet' : isSilent ? 'lost' : connection}
        title={isSilent ? 'The target does not answer' : undefined}
        aria-hidden="true"
      />
      {!isOpen && (last == null ? <NoExchange isKnown={last === null} /> : <ExchangeInWords exchange={last} />)}
      {!isOpen && last != null && <WireCount />}
    </>
  );
}

function NoExchange({ isKnown }: { readonly isKnown: boolean }) {
  return <span className="grow muted">{isKnown && 'No exchange yet. The first one is the Test Connection probe.'}</span>;
}

function WireCount() {
  const api = useApi();
  const { data } = useView(['exchanges', 'count'], ['exchanges'], () => api.exchanges.list({ limit: 1 }));
  return <span className="caption muted wire-count">{data !== undefined && counted(data.totalCount, 'exchange')}</span>;
}

function ExchangeInWords({ exchange }: { readonly exchange: ExchangeView }) {
  const { sequence, at, method, target, status, durationMs, identity, reason, failure } = exchange;
  return (
    <a className="wire-last grow" href={`#/wire/${sequence}`}>
      <span className="mono muted">
        <Moment at={at} parts="exact" />
      </span>
      {failure === null || exchange.byHand !== null ? (
        <>
          <MethodLabel method={method} />
          <span className="mono wire-target ellipsis">{shownTarget(target)}</span>
          <StatusCode status={status} />
          {durationMs !== null && <span className="caption muted numeric">{Math.round(durationMs)} ms</span>}
          <span className="ellipsis grow">{identity === null ? reason : `${identity.displayName} · ${reason}`}</span>
        </>
      ) : (
        <span className="ellipsis grow wire-silent">The target does not answer: {failure}</span>
      )}
    </a>
  );
}

interface SeparatorProps {
  readonly height: number;
  readonly heightMax: number;
  onChange(height: number): void;
}

const stepPx = 24;

/** The upper edge of the open wire: dragged, or moved by the arrow keys. */
function Separator({ height, heightMax, onChange }: SeparatorProps) {
  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onChange(innerHeight - event.clientY - barHeight);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowUp') onChange(height + stepPx);
    else if (event.key === 'ArrowDown') onChange(height - stepPx);
    else return;
    event.preventDefault();
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged or hold a value; this one is a focusable window splitter.
    <div
      className="wire-edge"
      role="separator"
      aria-label="Height of the wire"
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={wireHeightMin}
      aria-valuemax={heightMax}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}

const barHeight = 36;

function useToggleKey(toggle: () => void): void {
  useEffect(() => {
    function onKeyDown(event: globalThis.KeyboardEvent) {
      if (!event.ctrlKey || event.key.toLowerCase() !== 'j') return;
      event.preventDefault();
      toggle();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [toggle]);
}
