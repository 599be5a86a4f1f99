import type { ReactNode } from 'react';
import { StatusCode } from '../../components/http-labels.tsx';
import { MarkedBody } from './marked-body.tsx';

interface MessagePairProps {
  readonly requestBody: string;
  readonly responseBody: string;
  readonly status: number | null;
  /** Why no answer came. */
  readonly failure?: string | null;
  readonly requestType?: string | undefined;
  readonly responseType?: string | undefined;
  /** JSON pointers into the bodies of what is spoken about. */
  readonly requestMarks?: readonly string[];
  readonly responseMarks?: readonly string[];
  readonly belowRequest?: ReactNode;
  readonly belowResponse?: ReactNode;
}

const none: readonly string[] = [];

/** Request beside response. */
export function MessagePair(props: MessagePairProps) {
  const { requestBody, responseBody, status, failure = null, requestMarks = none, responseMarks = none } = props;
  return (
    <div className="message-pair">
      <section aria-label="Request">
        <h2 className="message-head">
          <span className="grow">Request</span>
          <span className="muted ellipsis">{factsOf(props.requestType, requestBody)}</span>
        </h2>
        <MarkedBody label="Request body" text={requestBody} marks={requestMarks} kind="pointed" />
        {props.belowRequest}
      </section>
      <section aria-label="Response">
        <h2 className="message-head">
          <span className="grow">Response</span>
          <StatusCode status={status} />
          <span className="muted ellipsis">{factsOf(props.responseType, failure === null ? responseBody : '')}</span>
        </h2>
        {failure === null ? (
          <MarkedBody
            label="Response body"
            text={responseBody}
            marks={responseMarks}
            kind={status !== null && status >= 400 ? 'failed' : 'pointed'}
          />
        ) : (
          <p className="message-failure">No answer came. {failure}</p>
        )}
        {props.belowResponse}
      </section>
    </div>
  );
}

function factsOf(type: string | undefined, body: string): string {
  if (body === '') return 'no body';
  const size = `${new TextEncoder().encode(body).length.toLocaleString('en')} B`;
  return type === undefined ? size : `${type.split(';')[0]} · ${size}`;
}
