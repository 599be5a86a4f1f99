import { Select } from '@fluentui/react-components';
import type { ExplainTimeView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { momentText } from '../../components/moment.tsx';

interface TimeSelectProps {
  readonly appId: string;
  readonly objectId: string;
  /** The change that is looked at; empty for now. */
  readonly changeId: string;
  onPick(changeId: string): void;
}

const timeCountMax = 200;

/** *At another time*: now, or any cycle that looked at the object. */
export function TimeSelect({ appId, objectId, changeId, onPick }: TimeSelectProps) {
  const api = useApi();
  const { data } = useView(['explain.times', appId, objectId], ['logs'], () =>
    api.explain.times({ appId, objectId, limit: timeCountMax }),
  );
  const times = data?.items ?? [];
  const isListed = changeId === '' || times.some((time) => time.changeId === changeId);
  const left = (data?.totalCount ?? 0) - times.length;
  return (
    <Select
      className="explain-time"
      size="small"
      aria-label="At another time"
      value={changeId}
      disabled={data !== undefined && times.length === 0 && changeId === ''}
      onChange={(_event, { value }) => onPick(value)}
    >
      <option value="">{data !== undefined && times.length === 0 ? 'Now; no cycle looked at it' : 'Now'}</option>
      {!isListed && <option value={changeId}>An earlier cycle</option>}
      {times.map((time) => (
        <option key={`${time.changeId} ${time.at}`} value={time.changeId}>
          {timeText(time)}
        </option>
      ))}
      {left > 0 && <option disabled>{left.toLocaleString('en')} earlier ones are not listed</option>}
    </Select>
  );
}

const actionWords: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  disable: 'disabled',
  delete: 'deleted',
};

function timeText({ at, cycleNumber, action, status }: ExplainTimeView): string {
  const where = cycleNumber === null ? 'On demand' : `Cycle ${cycleNumber}`;
  const what =
    status === 'success' || status === 'warning'
      ? (actionWords[action] ?? 'looked at')
      : status === 'failure'
        ? 'failed'
        : 'skipped';
  return `${where}, ${momentText(at, 'date-time')}: ${what}`;
}
