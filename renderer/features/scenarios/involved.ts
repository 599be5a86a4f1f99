import type { RecordedExchangeView } from '#shared/api/recording-views.ts';
import type { StepReport } from '#shared/scenario/run-report.ts';

type Exchange = Pick<RecordedExchangeView, 'method' | 'target'>;

/** The steps that an expectation looks at: those since the expectation before it. Any other step is about itself. */
export function stretchOf(
  steps: readonly Pick<StepReport, 'number' | 'kind'>[],
  number: number,
): { readonly fromStep: number; readonly toStep: number } {
  const step = steps.find((each) => each.number === number);
  if (step?.kind !== 'expect') return { fromStep: number, toStep: number };
  const before = steps.findLast((each) => each.kind === 'expect' && each.number < number);
  return { fromStep: (before?.number ?? 0) + 1, toStep: number };
}

/**
 * Of the exchanges of that stretch those that the problems speak of: requests of the kinds they name (`POST /Users`). Where they name
 * none, or none was sent, the writes; where nothing was written, all.
 */
export function involvedIn<T extends Exchange>(
  problems: readonly { readonly message: string }[],
  exchanges: readonly T[],
): readonly T[] {
  const named = new Set(
    problems.flatMap(({ message }) =>
      [...message.matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/\w+)/g)].map(([, method, path]) => `${method} ${path}`),
    ),
  );
  const asNamed = exchanges.filter((exchange) => named.has(kindOf(exchange)));
  if (asNamed.length > 0) return asNamed;
  const writes = exchanges.filter(({ method }) => method !== 'GET');
  return writes.length > 0 ? writes : exchanges;
}

/** `POST /Users`, also where a habit puts `/scim` in front. */
function kindOf({ method, target }: Exchange): string {
  return `${method} ${/^(?:\/scim(?=\/))?(\/[^/?]*)/.exec(target)?.[1] ?? '/'}`;
}
