import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { maskedHeaders } from './masked-headers.ts';

/** Headers as they went out and came back. */
export function ExchangeHeaders({ exchange }: { readonly exchange: ExchangeDetailView }) {
  return (
    <div className="message-pair">
      <HeaderList title="Request headers" headers={maskedHeaders(exchange.requestHeaders)} />
      <HeaderList title="Response headers" headers={maskedHeaders(exchange.responseHeaders)} />
    </div>
  );
}

function HeaderList({ title, headers }: { readonly title: string; readonly headers: readonly (readonly [string, string])[] }) {
  return (
    <section aria-label={title}>
      <h2 className="message-head">{title}</h2>
      <div className="header-list mono">
        {headers.length === 0 ? (
          <span className="muted">None</span>
        ) : (
          <KeyValueList items={headers.map(([name, value]) => ({ name, value }))} />
        )}
      </div>
    </section>
  );
}
