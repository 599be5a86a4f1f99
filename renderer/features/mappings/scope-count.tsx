import { ProgressBar } from '@fluentui/react-components';
import type { ScopeCountView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { say } from '../../app/messages.ts';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useScopeCount } from './use-scope-count.ts';

interface ScopeCountProps {
  readonly appId: string;
  /** With the filters that are not saved yet. */
  readonly mapping: ObjectMapping;
  /** False while a box is empty: then nothing can be counted. */
  readonly isComplete: boolean;
  readonly isForAll: boolean;
}

/** How many of the tenant the filters let through, and who falls out first by which clause; counted while it is looked at. */
export function ScopeCount({ appId, mapping, isComplete, isForAll }: ScopeCountProps) {
  const { count, isCounting, problem } = useScopeCount(appId, mapping, isComplete);
  const type = mapping.sourceObjectName;
  return (
    <Panel title={say('scope.count.title')}>
      {!isComplete && <p className="muted">{say('scope.count.incomplete')}</p>}
      <ProblemBanner problem={problem} />
      {isComplete && <Progress count={count} isCounting={isCounting} type={type} />}
      {isComplete && count !== undefined && (
        <div aria-busy={isCounting}>
          <Numbers count={count} scopeText={scopeText(type, isForAll)} />
          <FirstOut count={count} />
        </div>
      )}
    </Panel>
  );
}

function scopeText(type: 'User' | 'Group', isForAll: boolean): string {
  if (type === 'Group') return say(isForAll ? 'scope.count.scope.groups.all' : 'scope.count.scope.groups');
  return say(isForAll ? 'scope.count.scope.all' : 'scope.count.scope.assigned');
}

interface ProgressProps {
  readonly count: ScopeCountView | undefined;
  readonly isCounting: boolean;
  readonly type: 'User' | 'Group';
}

/** Always as high, so that nothing moves when a count begins or ends. */
function Progress({ count, isCounting, type }: ProgressProps) {
  const kind = say(type === 'User' ? 'scope.count.users' : 'scope.count.groups');
  const [looked, total] = [count?.lookedAtCount ?? 0, count?.totalCount ?? 0];
  return (
    <div className="scope-count-progress">
      <ProgressBar
        aria-label={say('scope.count.progress')}
        thickness="medium"
        max={Math.max(total, 1)}
        value={isCounting ? looked : total}
      />
      <span className="caption muted">
        {isCounting ? say('scope.count.counting', { looked, total, kind }) : say('scope.count.done', { total, kind })}
      </span>
    </div>
  );
}

function Numbers({ count, scopeText }: { readonly count: ScopeCountView; readonly scopeText: string }) {
  const { lookedAtCount, passedCount, inScopeCount, leavingCount } = count;
  const numbers = [
    { name: say('scope.count.passed'), value: passedCount, text: null },
    { name: say('scope.count.out'), value: lookedAtCount - passedCount, text: null },
    { name: say('scope.count.scope'), value: inScopeCount, text: scopeText },
    { name: say('scope.count.leaving'), value: leavingCount, text: say('scope.count.leaving.what') },
  ];
  return (
    <dl className="scope-count-numbers">
      {numbers.map(({ name, value, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value.toLocaleString('en')}
            {text !== null && <span className="caption muted">{text}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const leaving = 'disabled' as const;

function FirstOut({ count: { firstOut, isDone } }: { readonly count: ScopeCountView }) {
  if (firstOut.length === 0) return isDone ? <p className="muted">{say('scope.count.everybody')}</p> : null;
  return (
    <table className="scope-count-out">
      <caption>{say('scope.count.first')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('scope.count.name')}</th>
          <th scope="col">{say('scope.count.because')}</th>
        </tr>
      </thead>
      <tbody>
        {firstOut.map(({ objectId, displayName, isLeaving, clauses, moreClauseCount }) => (
          <tr key={objectId}>
            <th scope="row">
              <div className="row">
                {displayName}
                {isLeaving && (
                  <StatusTag role={leaving} isPlain>
                    {say('scope.count.leaves')}
                  </StatusTag>
                )}
              </div>
            </th>
            <td className="mono entra-wrap">
              {clauses.map((clause, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two filters may hold the same clause, and clauses never change places.
                <div key={index}>{clause}</div>
              ))}
              {moreClauseCount > 0 && <div className="caption muted">{say('scope.count.more', { count: moreClauseCount })}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
