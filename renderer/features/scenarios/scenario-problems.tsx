import type { ScenarioCheckView, ScenarioProblemView } from '#shared/api/scenario-views.ts';
import { say } from '../../app/messages.ts';
import { RoleIcon, roleColours } from '../../components/outcome.tsx';
import { stepText } from './outcome-text.ts';

interface ScenarioProblemsProps {
  readonly id: string;
  /** Undefined until the text was checked for the first time. */
  readonly check: ScenarioCheckView | undefined;
  onGo(line: number, column: number): void;
}

/** What is wrong with the text, each with the way to its place. */
export function ScenarioProblems({ id, check, onGo }: ScenarioProblemsProps) {
  const problems = check?.problems ?? [];
  return (
    <section className="scenario-problems" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="scenario-part-head">
        {say('scenario.problems')} {problems.length > 0 && <span className="muted">{problems.length}</span>}
        <span className="grow" />
        <span className="muted caption">{say('scenario.keys')}</span>
      </h2>
      <div id={id} role="status" className="scenario-problem-list">
        {problems.length === 0 ? (
          <p className="muted">
            {check === undefined ? say('scenario.problems.checking') : say('scenario.problems.none')}
            {check?.scenario && ` ${targetText(check.scenario.target)}`}
          </p>
        ) : (
          <ul>
            {problems.map((problem) => (
              <Item
                key={`${problem.line} ${problem.column} ${problem.elsewhere} ${problem.message}`}
                problem={problem}
                onGo={onGo}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function targetText({ dialect, profile }: NonNullable<ScenarioCheckView['scenario']>['target']): string {
  return profile === null
    ? say('scenario.target', { dialect })
    : say('scenario.target.profile', { dialect, profile: profile.split(/[\\/]/).at(-1) ?? profile });
}

function Item({ problem, onGo }: { readonly problem: ScenarioProblemView; onGo(line: number, column: number): void }) {
  const { line, column, elsewhere, message, remedy } = problem;
  const { role } = stepText('failed');
  return (
    <li style={roleColours(role)}>
      <RoleIcon role={role} />
      {line !== null && column !== null && (
        <button
          type="button"
          className="text-button mono"
          aria-label={say('scenario.problems.go', { line, column })}
          onClick={() => onGo(line, column)}
        >
          {line}:{column}
        </button>
      )}
      <span>
        {elsewhere !== '' && <span className="mono">{elsewhere} </span>}
        {message} <span className="muted">{remedy}</span>
      </span>
    </li>
  );
}
