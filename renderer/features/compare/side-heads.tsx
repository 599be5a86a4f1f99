import { Link as RouteLink } from 'wouter';
import type { ComparisonView } from '#shared/api/evidence-views.ts';
import { objectHref } from '../explain/places.ts';

/** The three sides by name, each over its columns. */
export function SideHeads({ view }: { readonly view: ComparisonView }) {
  const { subject, answer, targetId, mappedCount } = view;
  return (
    <div className="compare-heads">
      <section data-world="entra">
        <h2>Tenant object</h2>
        <RouteLink className="link ellipsis" href={objectHref(subject)} title={subject.id}>
          Entra ID · {subject.type} {subject.id}
        </RouteLink>
      </section>
      <section data-world="neutral">
        <h2>Mapped object</h2>
        <RouteLink className="link ellipsis" href={`/entra/apps/${view.appId}/mappings/${subject.type}`}>
          What Entra ID means to write, after {mappedCount} mappings
        </RouteLink>
      </section>
      <section data-world="receiver">
        <h2>Target resource</h2>
        {answer === null ? (
          <span className="muted ellipsis" title={targetId ?? undefined}>
            {targetId === null ? 'None is linked' : `${targetId}, never answered`}
          </span>
        ) : (
          <RouteLink className="link ellipsis" href={`/wire/${answer.sequence}`} title={`${answer.method} ${answer.target}`}>
            {answer.method} {answer.target.split('?')[0]}
          </RouteLink>
        )}
      </section>
    </div>
  );
}
