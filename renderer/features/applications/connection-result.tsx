import type { ConnectionTestView } from '#shared/api/application-views.ts';
import { Banner } from '../../components/banner.tsx';

/** Entra's sentence first, its code and details after it, then our diagnosis where it belongs to no field. */
export function ConnectionResult({ test }: { readonly test: ConnectionTestView | null }) {
  if (test === null) return null;
  const { diagnosis } = test;
  return (
    <>
      <Banner intent={test.passed ? 'success' : 'error'} title={test.message}>
        {test.errorCode !== null && (
          <div>
            Error code: <span className="mono entra-wrap">{test.errorCode}</span>
          </div>
        )}
        {test.details !== null && <div className="entra-wrap">Details: {test.details}</div>}
        {!test.passed && diagnosis.field === null && (
          <div className="entra-diagnosis">
            <strong>What we found:</strong> {diagnosis.sentence} {diagnosis.remedy}
          </div>
        )}
      </Banner>
      {test.warnings.length > 0 && (
        <Banner intent="warning" title={test.passed ? 'It works here; look at this before a real tenant' : 'Also worth a look'}>
          <ul className="entra-notes">
            {test.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  );
}
