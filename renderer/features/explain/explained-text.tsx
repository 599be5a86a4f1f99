import { Fragment } from 'react';
import type { ExplainText } from '#shared/trace/explain-text.ts';
import { Moment, momentText } from '../../components/moment.tsx';

/** A sentence with its times in the local zone, and codes and paths set apart. What a target said is text. */
export function ExplainedText({ text }: { readonly text: ExplainText }) {
  return text.map((part, index) => {
    if (typeof part === 'string') return part;
    // A sentence has no other key than the place of its parts.
    const key = `${index} ${JSON.stringify(part)}`;
    if ('at' in part) return <Moment key={key} at={part.at} />;
    return (
      <Fragment key={key}>
        <code className="explain-code">{part.code}</code>
      </Fragment>
    );
  });
}

/** The same as a line to paste. */
export function plainText(text: ExplainText): string {
  return text
    .map((part) => (typeof part === 'string' ? part : 'at' in part ? momentText(part.at, 'date-time') : part.code))
    .join('');
}
