import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { MessagePair } from '../wire/message-pair.tsx';

/** Why one exchange of a recording was sent, and both of its messages. */
export function RecordedMessages({ recordingId, sequence }: { readonly recordingId: string; readonly sequence: number }) {
  const api = useApi();
  const { data: exchange, problem } = useView(['recorded-exchange', recordingId, sequence], [], () =>
    api.recordings.exchange({ id: recordingId, sequence }),
  );
  if (exchange === undefined) return <ProblemBanner problem={problem} />;
  const { failure, reason, identity } = exchange;
  return (
    <>
      <p className="recorded-reason">
        {identity !== null && <b>{identity.displayName}. </b>}
        {reason}
      </p>
      <MessagePair
        requestBody={exchange.requestBody}
        responseBody={failure === null ? exchange.responseBody : ''}
        status={exchange.status}
        failure={failure}
      />
    </>
  );
}
