import { describe, expect, test } from 'vitest';
import { explain } from './explain.ts';
import { clause, conflict, factsOf, failed, type Given, link, plain, post } from './explain-test-facts.ts';

describe('the chain', () => {
  const verdicts = (given: Given) => Object.fromEntries(explain(factsOf(given)).chain.map(({ key, verdict }) => [key, verdict]));

  test('stops where the object stops, and what follows was not reached', () => {
    expect(verdicts({ paths: [] })).toMatchObject({ source: 'passed', assignment: 'stopped', mapping: 'not-reached' });
  });
  test('goes on for a linked object, whom the same thing turns out', () => {
    expect(verdicts({ paths: [], facts: { link } })).toMatchObject({ assignment: 'leaves', match: 'passed', mapping: 'passed' });
  });
  test('shows a filter clause by clause', () => {
    const { chain } = explain(factsOf({ mapping: { scope: clause('Finance') } }));
    expect(chain.find(({ key }) => key === 'filter')?.clauses).toEqual([
      { sentence: "Staff.department EQUALS 'Finance'", holds: false },
    ]);
  });
  test('shows each row of the mapping with its value', () => {
    const rows = explain(factsOf({})).chain.find(({ key }) => key === 'mapping')?.rows ?? [];
    expect(rows.find(({ targetAttributeName }) => targetAttributeName === 'userName')).toMatchObject({
      source: '[userPrincipalName]',
      value: 'ada@larkfield.test',
      problem: null,
    });
  });
  test('shows the request that the target refused, and the retry', () => {
    const { chain } = explain(factsOf({ facts: failed(conflict) }));
    expect(chain.find(({ key }) => key === 'export')?.exchanges).toEqual([post]);
    expect(plain(chain.find(({ key }) => key === 'retry')?.text ?? [])).toContain(
      'tried again by the first cycle from <7000> on',
    );
  });
});
