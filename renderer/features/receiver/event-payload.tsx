import { useMemo } from 'react';
import { parseJson } from '#shared/kernel/json.ts';
import { say } from '../../app/messages.ts';
import { CodeView, ColouredJson } from '../../components/code-view.tsx';
import { isMarked, jsonLines } from '../wire/json-lines.ts';
import { changePointers } from './event-change.ts';

interface EventPayloadProps {
  readonly label: string;
  /** An event as JSON. */
  readonly text: string;
}

/** Above this many characters an event is shown plain: thousands of coloured lines would hold up the page. */
const markedLengthMax = 50_000;

/** An event with the attributes marked that it tells the change of, and what they were before. Text only, never markup. */
export function EventPayload({ label, text }: EventPayloadProps) {
  const event = useMemo(() => (text.length > markedLengthMax ? undefined : parseJson(text)), [text]);
  const marked = useMemo(() => {
    if (event === undefined) return null;
    const { now, before } = changePointers(event);
    return {
      hasChange: now.length + before.length > 0,
      lines: jsonLines(event).map((line) => ({
        text: line.text,
        mark: isMarked(line, before) ? 'before' : isMarked(line, now) ? 'now' : undefined,
      })),
    };
  }, [event]);
  if (marked === null) return <CodeView label={label} text={text} />;
  return (
    <>
      {marked.hasChange && <Legend />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="code-view marked-body event-body" tabIndex={0} aria-label={label}>
        {marked.lines.map(({ text: line, mark }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other name.
          <div key={index} className="body-line" data-mark={mark}>
            <ColouredJson json={line} />
          </div>
        ))}
      </section>
    </>
  );
}

function Legend() {
  return (
    <p className="event-legend caption">
      <span data-mark="now">{say('explorer.legend.now')}</span>
      <span data-mark="before">{say('explorer.legend.before')}</span>
    </p>
  );
}
