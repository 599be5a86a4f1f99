import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';
import type { StandardNote } from '#shared/trace/exchange-standard.ts';
import { stepOfPurpose } from '#shared/trace/request-step.ts';
import { counted } from '../../components/counted.ts';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { compareHref, explainHref } from '../explain/places.ts';
import type { ExchangeTab } from './exchange-detail.tsx';
import { DifferenceInShort } from './exchange-difference-tab.tsx';
import { HandTag, handSentences } from './hand-tag.tsx';
import { MarkedBody } from './marked-body.tsx';
import { MessagePair } from './message-pair.tsx';
import { toldNotes } from './told-notes.ts';

interface ExchangeMessagesProps {
  readonly exchange: ExchangeDetailView;
  readonly notes: readonly StandardNote[];
  onTab(tab: ExchangeTab): void;
}

/** The reason, both messages with what is spoken about marked, what it changed, and the two notes that matter most. */
export function ExchangeMessages({ exchange, notes, onTab }: ExchangeMessagesProps) {
  const { failure, status, requestBody, responseBody } = exchange;
  const { ofRequest, ofAnswer } = toldNotes(notes, exchange);
  const difference =
    exchange.method === 'GET' || isUnsent(exchange) ? null : (
      <DifferenceInShort exchange={exchange} onMore={() => onTab('Difference')} />
    );
  // Where there is room: an answer may be a whole resource, with a request of one line beside it.
  const isBelowRequest = failure === null && responseBody.length > requestBody.length;
  return (
    <>
      <Reason exchange={exchange} />
      <HandNote exchange={exchange} />
      <MessagePair
        requestBody={requestBody}
        responseBody={failure === null ? responseBody : ''}
        status={status}
        failure={failure}
        requestType={typeOf(exchange.requestHeaders)}
        responseType={typeOf(exchange.responseHeaders)}
        requestMarks={ofRequest?.places ?? []}
        responseMarks={ofAnswer?.places ?? []}
        belowRequest={isBelowRequest && difference}
        belowResponse={!isBelowRequest && difference}
      />
      <div className="exchange-notes">
        {[ofRequest, ofAnswer].map(
          (note) =>
            note !== undefined && (
              <p key={note.id} className="exchange-note">
                {note.evidence !== null && <EvidenceTag level={note.evidence} />}
                <span>
                  {note.sentence} <span className="muted">{note.section}.</span>
                </span>
              </p>
            ),
        )}
        {notes.length > 0 && (
          <button type="button" className="text-button caption" onClick={() => onTab('Standard')}>
            What the standard says of it: {standardText(notes)}
          </button>
        )}
      </div>
    </>
  );
}

/** Nothing went out: a person said what the job heard. */
function isUnsent({ byHand }: Pick<ExchangeDetailView, 'byHand'>): boolean {
  return byHand === 'answered' || byHand === 'dropped';
}

/** What a person did with it, and what the job had wanted. */
function HandNote({
  exchange: { byHand, asked, target, requestBody, requestHeaders },
}: {
  readonly exchange: ExchangeDetailView;
}) {
  if (byHand === null) return null;
  return (
    <div className="hand-note">
      <p>
        <HandTag hand={byHand} /> <span>{handSentences[byHand]}</span>
      </p>
      {asked !== null && (
        <details>
          <summary>What the job wanted to send</summary>
          {asked.target !== target && <p className="mono">{asked.target}</p>}
          {asked.headers
            .filter(
              ([name, value]) =>
                !requestHeaders.some(([other, sent]) => other.toLowerCase() === name.toLowerCase() && sent === value),
            )
            .map(([name, value]) => (
              <p key={name} className="mono">
                {name}: {value}
              </p>
            ))}
          {asked.body === requestBody ? (
            <p className="muted">The same body.</p>
          ) : (
            <MarkedBody label="Body that the job wanted to send" text={asked.body} marks={noMarks} kind="pointed" />
          )}
        </details>
      )}
    </div>
  );
}

const noMarks: readonly string[] = [];

function standardText(notes: readonly StandardNote[]): string {
  const deviating = notes.filter(({ verdict }) => verdict === 'deviates').length;
  return deviating === 0 ? counted(notes.length, 'note') : `${counted(notes.length, 'note')}, ${deviating} of a deviation`;
}

function Reason({ exchange }: { readonly exchange: ExchangeDetailView }) {
  const { identity, appId, changeId, cycleNumber, purpose } = exchange;
  const place = cycleNumber === null ? stepOfPurpose(purpose) : `Cycle ${cycleNumber} › ${stepOfPurpose(purpose)}`;
  return (
    <div className="exchange-reason" data-world="entra">
      <p>
        {identity !== null && <b>{identity.displayName}. </b>}
        {exchange.reason}
      </p>
      <p className="caption row">
        <span className="muted">{place}</span>
        {changeId !== null && (
          <a className="link" href={`#/entra/apps/${appId}/logs/${changeId}`}>
            Open log entry
          </a>
        )}
        {identity !== null && (
          <>
            <a className="link" href={`#${explainHref(appId, identity.id)}`}>
              Explain
            </a>
            <a className="link" href={`#${compareHref(appId, identity.id)}`}>
              Compare sides
            </a>
          </>
        )}
      </p>
    </div>
  );
}

function typeOf(headers: ExchangeDetailView['requestHeaders']): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}
