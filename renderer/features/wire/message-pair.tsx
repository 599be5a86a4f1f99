import { CodeView } from '../../components/code-view.tsx';
import { StatusCode } from '../../components/http-labels.tsx';

interface MessagePairProps {
  readonly requestBody: string;
  readonly responseBody: string;
  readonly status: number | null;
  /** Why no answer came. */
  readonly failure?: string | null;
}

/** Request beside response. */
export function MessagePair({ requestBody, responseBody, status, failure = null }: MessagePairProps) {
  return (
    <div className="message-pair">
      <section aria-label="Request">
        <h2 className="message-head">
          <span className="grow">Request</span>
          <span className="muted">{sizeText(requestBody)}</span>
        </h2>
        <CodeView label="Request body" text={requestBody} />
      </section>
      <section aria-label="Response">
        <h2 className="message-head">
          <span className="grow">Response</span>
          <StatusCode status={status} />
          <span className="muted">{sizeText(responseBody)}</span>
        </h2>
        {failure === null ? (
          <CodeView label="Response body" text={responseBody} />
        ) : (
          <p className="message-failure">No answer came. {failure}</p>
        )}
      </section>
    </div>
  );
}

function sizeText(body: string): string {
  return body === '' ? 'no body' : `${new TextEncoder().encode(body).length.toLocaleString('en')} B`;
}
