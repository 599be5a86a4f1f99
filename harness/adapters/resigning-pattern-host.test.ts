import { expect, test } from 'vitest';
import type { PatternJob } from '#shared/entra/expressions/evaluation-context.ts';
import { createResigningPatternHost } from './resigning-pattern-host.ts';

test('a pattern that timed out is not run again, whatever the text; others are, and so is the same one in the next pass', () => {
  const ran: string[] = [];
  const host = {
    run: ({ pattern }: PatternJob) => {
      ran.push(pattern);
      return pattern === 'endless' ? ({ kind: 'timed-out' } as const) : ({ kind: 'first', groups: null, index: -1 } as const);
    },
  };
  const job = (pattern: string, text: string): PatternJob => ({ pattern, flags: '', text, what: { kind: 'first' } });
  const resigning = createResigningPatternHost(host);
  const kinds = [job('endless', 'a'), job('endless', 'b'), job('short', 'a'), job('short', 'b')].map(
    (each) => resigning.run(each).kind,
  );
  expect(kinds).toEqual(['timed-out', 'given-up', 'first', 'first']);
  expect(createResigningPatternHost(host).run(job('endless', 'a')).kind).toBe('timed-out');
  expect(ran).toEqual(['endless', 'short', 'short', 'endless']);
});
