import { Link as RouteLink } from 'wouter';
import { levelNouns, nextWords } from '#shared/entra/provisioning-error-words.ts';
import type { PastedFinding } from '#shared/trace/pasted-error.ts';
import { say } from '../../app/messages.ts';
import { CodedText } from '../../components/coded-text.tsx';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { scenarioRoute } from '../scenarios/scenario-route.ts';

/** One error that was recognised: what it means, what comes of it, how to fix it, and where to see it happen. */
export function ErrorFinding({ finding: { definition, storyId } }: { readonly finding: PastedFinding }) {
  const { code, level, meaning, causes, remedy, next, habitId, evidence, source, shownAs } = definition;
  return (
    <Panel title={code}>
      <StatusTag role={level === 'skip' ? 'skipped' : 'failed'}>{levelNouns[level]}</StatusTag>
      <p className="error-text-meaning" data-level={level}>
        <CodedText text={meaning} />
      </p>
      <KeyValueList
        items={[
          { name: say('error-text.causes'), value: <CodedText text={causes} /> },
          { name: say('error-text.fix'), value: <CodedText text={remedy} /> },
          { name: say('error-text.next'), value: nextWords[next] },
          ...(habitId === null ? [] : [{ name: say('error-text.habit'), value: <span className="mono">{habitId}</span> }]),
          ...(shownAs === null
            ? []
            : [{ name: say('error-text.here'), value: <span className="mono error-text-code">{shownAs}</span> }]),
          {
            name: say('error-text.known'),
            value: (
              <>
                <EvidenceTag level={evidence} /> {source}
              </>
            ),
          },
          { name: say('error-text.scenario'), value: <StoryLink storyId={storyId} /> },
        ]}
      />
    </Panel>
  );
}

function StoryLink({ storyId }: { readonly storyId: string | null }) {
  if (storyId === null) return say('error-text.scenario.none');
  return (
    <RouteLink className="link" href={scenarioRoute(`shipped/stories/${storyId}.scenario.yaml`)}>
      {say('error-text.scenario.open', { story: storyId })}
    </RouteLink>
  );
}
