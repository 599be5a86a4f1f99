import { Button, Field, Textarea } from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState } from 'react';
import { PASTED_LENGTH_MAX, type PastedError, recognizePastedError } from '#shared/trace/pasted-error.ts';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ErrorFinding } from './error-finding.tsx';

const path = [{ label: say('nav.bench') }, { label: say('nav.explain'), href: '/explain' }];

/** Texts that people bring: a code, a sentence, and the layout of a refused request. */
const samples: readonly (readonly [name: string, text: string])[] = [
  ['DuplicateTargetEntries', 'DuplicateTargetEntries'],
  [
    'StatusCode: BadRequest',
    'StatusCode: BadRequest\r\nMessage: Processing of the HTTP request resulted in an exception.\r\nWeb Response: \r\n{"detail":"title is too long","status":"400"}. This operation was retried 2 times. It will be retried again after this date: 2026-01-05T14:00:00.0000000Z UTC',
  ],
  [
    'invalid credentials',
    'You appear to have entered invalid credentials. Please confirm you are using the correct information.',
  ],
];

/** A text from anywhere, and what it is about. It goes nowhere: it is read on this page. */
export function ErrorTextPage() {
  const [text, setText] = useState('');
  const read = useDeferredValue(text);
  const error = useMemo(() => recognizePastedError(read), [read]);
  return (
    <Page world="neutral" path={path} title={say('error-text.title')} subtitle={say('error-text.lead')}>
      <div className="columns error-text-page">
        <div className="stack">
          <TextPanel text={text} onChange={setText} />
          <FactsPanel error={error} />
        </div>
        <div className="stack">
          <div role="status" className="visually-hidden">
            {announcement(error)}
          </div>
          <Findings error={error} isEmpty={read.trim() === ''} />
        </div>
      </div>
    </Page>
  );
}

function TextPanel({ text, onChange }: { readonly text: string; onChange(text: string): void }) {
  return (
    <Panel
      title={say('error-text.text')}
      actions={
        text !== '' && (
          <Button size="small" appearance="subtle" onClick={() => onChange('')}>
            {say('error-text.clear')}
          </Button>
        )
      }
    >
      <div className="stack">
        <Field label={say('error-text.label')} hint={say('error-text.hint')}>
          <Textarea
            className="error-text-box"
            resize="vertical"
            rows={12}
            maxLength={PASTED_LENGTH_MAX}
            spellCheck={false}
            value={text}
            onChange={(_event, { value }) => onChange(value)}
          />
        </Field>
        <div className="error-text-samples">
          <span className="muted">{say('error-text.samples')}</span>
          {samples.map(([name, sample]) => (
            <Button key={name} size="small" onClick={() => onChange(sample)}>
              {name}
            </Button>
          ))}
        </div>
      </div>
    </Panel>
  );
}

/** What the text says of this one case, beside what is known of its kind. */
function FactsPanel({ error: { facts } }: { readonly error: PastedError }) {
  const items = [
    { name: say('error-text.facts.answer'), value: facts.answer },
    {
      name: say('error-text.facts.request'),
      value: facts.resource === null ? null : `${facts.operation ?? ''} ${facts.resource}`.trim(),
    },
    {
      name: say('error-text.facts.status'),
      value: facts.status === null ? null : `${facts.status} ${facts.statusText ?? ''}`.trim(),
    },
    { name: say('error-text.facts.attribute'), value: facts.attribute },
    { name: say('error-text.facts.retried'), value: facts.retriedCount },
    { name: say('error-text.facts.next'), value: facts.nextAttemptAt },
  ].filter(({ value }) => value !== null);
  if (items.length === 0) return null;
  return (
    <Panel title={say('error-text.facts')}>
      <KeyValueList items={items} />
    </Panel>
  );
}

function Findings({ error: { findings }, isEmpty }: { readonly error: PastedError; readonly isEmpty: boolean }) {
  if (isEmpty) return <Empty title={say('error-text.nothing')}>{say('error-text.nothing.why')}</Empty>;
  if (findings.length === 0) return <Empty title={say('error-text.unknown')}>{say('error-text.unknown.why')}</Empty>;
  return findings.map((finding) => (
    <ErrorFinding key={`${finding.definition.level} ${finding.definition.code}`} finding={finding} />
  ));
}

function announcement({ findings }: PastedError): string {
  const [first] = findings;
  if (first === undefined) return '';
  const { code } = first.definition;
  return findings.length === 1
    ? say('error-text.found.one', { code })
    : say('error-text.found.many', { count: findings.length, code });
}
