import { expect, test } from 'vitest';
import type { ExplainView } from '#shared/api/evidence-views.ts';
import type { ExplainText } from '#shared/trace/explain-text.ts';
import { explanationText } from './explanation-text.ts';

const view: ExplainView = {
  appId: 'app-1',
  appName: 'Expenses',
  subject: { id: 'user-ada', type: 'User', name: 'Ada Marsh' },
  cause: 'filtered',
  tone: 'skipped',
  badge: 'Filtered out',
  sentence: ['Ada was not provisioned since ', { at: 7 }, '.'],
  habitId: 'filter-and-or',
  besides: [['Provisioning is off.']],
  chain: [
    {
      key: 'filter',
      title: 'Does not pass the scoping filters',
      verdict: 'stopped',
      text: ['By clauses.'],
      habitId: 'filter-and-or',
      places: [],
      exchanges: [],
      clauses: [{ sentence: "Staff.department EQUALS 'Sales'", holds: false }],
      rows: [],
      planned: [],
      details: [],
    },
  ],
  remedies: [{ title: 'Change the attribute', effect: 'So that the clause holds.', place: { kind: 'object' } }],
  evidence: { 'filter-and-or': { level: 'documented', sentence: 'Filters are joined by OR.', source: 'an article' } },
  targetId: null,
  sides: [],
  others: null,
};
const say = (text: ExplainText) =>
  text.map((part) => (typeof part === 'string' ? part : 'at' in part ? `<${part.at}>` : part.code)).join('');

test('an explanation reads as lines for a ticket, with its evidence', () => {
  expect(explanationText(view, say)).toBe(`User Ada Marsh in Expenses: Filtered out

Ada was not provisioned since <7>.
Besides: Provisioning is off.

From the tenant to the target:
- Stops here: Does not pass the scoping filters. By clauses. [filter-and-or, documented]
    does not hold: Staff.department EQUALS 'Sales'

What would change the answer:
- Change the attribute. So that the clause holds.
`);
});
