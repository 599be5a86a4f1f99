import { useEffect, useState } from 'react';
import type { SchemaCheckView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { type Problem, problemOf } from '../../components/problem.ts';

export interface SchemaText {
  /** Null: the directory gets none of its own. */
  readonly text: string | null;
  setText(text: string | null): void;
  /** Of the text as it is; null while it is being read, and without a text. */
  readonly check: SchemaCheckView | null;
  /** Why it could not be read at all. */
  readonly problem: Problem | null;
  /** There is none, or nothing is wrong with it. */
  readonly isFine: boolean;
}

/** Long enough to finish a word. */
const restMs = 150;

/** The schemas of a directory that is about to be made, read while they are written. */
export function useSchemaText(): SchemaText {
  const api = useApi();
  const [text, setText] = useState<string | null>(null);
  const [read, setRead] = useState<{ readonly text: string; readonly check: SchemaCheckView } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isEmpty = text === null || text.trim() === '';
  useEffect(() => {
    setProblem(null);
    if (isEmpty) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      api.receiver.checkSchemas({ text }).then(
        (check) => isWanted && setRead({ text, check }),
        (error: unknown) => isWanted && setProblem(problemOf(error)),
      );
    }, restMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [api, text, isEmpty]);
  const check = !isEmpty && read?.text === text ? read.check : null;
  return {
    text: isEmpty ? null : text,
    setText,
    check,
    problem,
    isFine: isEmpty || check?.problems.length === 0,
  };
}
