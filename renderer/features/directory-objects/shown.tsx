import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { View } from '../../app/live.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';

interface ShownProps<T> {
  readonly view: Pick<View<T>, 'data' | 'problem'>;
  /** What is being read, for those who hear the page: `users`. */
  readonly name: string;
  children(value: T): ReactNode;
}

/** What was read, or that it is being read, or why it could not be. A failed second reading keeps what was shown. */
export function Shown<T>({ view, name, children }: ShownProps<T>) {
  if (view.data === undefined && view.problem === null) {
    return (
      <Skeleton aria-label={`Reading ${name}`} className="stack">
        <SkeletonItem size={24} />
        <SkeletonItem size={24} />
        <SkeletonItem size={24} />
      </Skeleton>
    );
  }
  return (
    <>
      <ProblemBanner problem={view.problem} />
      {view.data !== undefined && children(view.data)}
    </>
  );
}
