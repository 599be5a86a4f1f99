import { Button, Field, Textarea } from '@fluentui/react-components';
import { ArrowResetRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ExpressionEvaluationView } from '#shared/api/mapping-views.ts';
import type { SourceValue } from '#shared/entra/tenant.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { textOf } from '../directory-objects/attribute-fields.ts';
import { MarkedText } from './expression-field.tsx';
import { attributesIn, givenValue } from './expression-text.ts';
import { ExpressionTrace, Outcome } from './expression-trace.tsx';
import { SourceObjectPicker } from './source-object-picker.tsx';
import { useSourceObject } from './use-source-object.ts';

interface ExpressionTrialProps {
  readonly appId: string;
  readonly type: 'User' | 'Group';
  readonly expression: string;
  /** False while the text is empty or has an error: nothing is asked then. */
  readonly isReadable: boolean;
}

/** *Test expression*: what it gives for somebody of the tenant, with attributes that may be given by hand. */
export function ExpressionTrial({ appId, type, expression, isReadable }: ExpressionTrialProps) {
  const api = useApi();
  const { object } = useSourceObject(type);
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const [taken, setTaken] = useState('');
  const names = attributesIn(expression);
  const attributes = Object.fromEntries(
    names.flatMap((name) => (given[name] === undefined ? [] : [[name, givenValue(given[name])]])),
  );
  const existingTargetValues = taken.split('\n').filter((value) => value !== '');
  const asked = { appId, expression, objectId: object?.objectId ?? null, attributes, existingTargetValues };
  const evaluation = useView(['expressions.evaluate', appId, asked, { isReadable }], ['tenant', 'apps'], async () =>
    isReadable ? { expression, view: await api.expressions.evaluate(asked) } : null,
  );
  return (
    <>
      <Panel title="Test expression" actions={<SourceObjectPicker label={type === 'User' ? 'User' : 'Group'} type={type} />}>
        {names.length === 0 && <p className="muted entra-text">The expression reads no attribute.</p>}
        {names.length > 0 && (
          <GivenAttributes type={type} names={names} given={given} onChange={setGiven} objectId={object?.objectId ?? null} />
        )}
        {expression.includes('SelectUniqueValue') && (
          <Field label="Values the target holds already" hint="One a line; SelectUniqueValue passes over them.">
            <Textarea rows={2} value={taken} onChange={(_event, { value }) => setTaken(value)} />
          </Field>
        )}
      </Panel>
      <ProblemBanner problem={evaluation.problem} />
      {evaluation.data != null && <Result expression={evaluation.data.expression} view={evaluation.data.view} />}
    </>
  );
}

interface GivenAttributesProps {
  readonly type: 'User' | 'Group';
  readonly objectId: string | null;
  readonly names: readonly string[];
  readonly given: Readonly<Record<string, string>>;
  onChange(given: Readonly<Record<string, string>>): void;
}

/** The attributes that the expression reads, as the chosen object has them until another value is typed. */
function GivenAttributes({ type, objectId, names, given, onChange }: GivenAttributesProps) {
  const api = useApi();
  const held = useView(['source-object.attributes', type, objectId ?? 'nobody'], ['tenant'], async () => {
    if (objectId === null) return {};
    const read = type === 'User' ? api.tenant.user({ objectId }) : api.tenant.group({ objectId });
    return (await read).attributes;
  });
  return (
    <div className="given-attributes">
      {names.map((name) => (
        <div key={name} className="given-attribute">
          <span className="mono ellipsis" title={name}>
            {name}
          </span>
          <Textarea
            size="small"
            rows={1}
            resize="vertical"
            aria-label={`Value of ${name}`}
            placeholder={given[name] === undefined ? 'as Entra ID has or computes it' : 'no value'}
            value={given[name] ?? heldText(held.data?.[name])}
            onChange={(_event, { value }) => onChange({ ...given, [name]: value })}
          />
          {given[name] !== undefined && (
            <Button
              size="small"
              appearance="subtle"
              icon={<ArrowResetRegular />}
              aria-label={`Take ${name} from the chosen object again`}
              onClick={() => onChange(Object.fromEntries(Object.entries(given).filter(([other]) => other !== name)))}
            />
          )}
        </div>
      ))}
      <p className="caption muted entra-text">What is typed here is for this test only. Several values: one a line.</p>
    </div>
  );
}

/** Several values stand one a line, as they are typed. */
function heldText(value: SourceValue | undefined): string {
  return Array.isArray(value) ? value.join('\n') : textOf(value);
}

function Result({ expression, view }: { readonly expression: string; readonly view: ExpressionEvaluationView }) {
  const { outcome, warnings, isApproximate, steps } = view;
  return (
    <>
      {outcome.kind === 'error' ? (
        <Banner intent="error" title={outcome.message}>
          {outcome.remedy}
          {outcome.column !== null && <MarkedText text={expression} column={outcome.column} />}
        </Banner>
      ) : (
        <output className="expression-output" aria-label="Expression output">
          <span className="muted">Expression output</span> <Outcome outcome={outcome} />
        </output>
      )}
      {isApproximate && (
        <Banner intent="warning" title="This value is approximate">
          A pattern of this expression is beyond the engine that reads it as .NET does; JavaScript’s own engine ran it, which may
          differ from what Entra ID gives.
        </Banner>
      )}
      {warnings.length > 0 && (
        <Banner intent="warning" title={warnings.length === 1 ? 'One thing to know' : `${warnings.length} things to know`}>
          <ul className="entra-notes">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Banner>
      )}
      <Panel title="Step by step" flush>
        <ExpressionTrace text={expression} steps={steps} />
      </Panel>
    </>
  );
}
