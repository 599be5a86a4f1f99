import type { ExchangeView } from '#shared/api/evidence-views.ts';
import { wireSteps } from '#shared/trace/request-step.ts';

export interface QueryChoice {
  readonly field: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export type QueryChoices = readonly QueryChoice[];

const optionCountMax = 20;

export const statusChoice: QueryChoice = {
  field: 'status',
  label: 'Status',
  options: [
    { value: 'failed', label: 'Failed' },
    { value: '2xx', label: '2xx' },
    { value: '4xx', label: '4xx' },
    { value: '5xx', label: '5xx' },
    { value: 'none', label: 'No answer' },
  ],
};

/** Only where a person had a hand in one of them. */
const handChoice: QueryChoice = {
  field: 'hand',
  label: 'By hand',
  options: [
    { value: 'edited', label: 'Changed' },
    { value: 'answered', label: 'Answered' },
    { value: 'dropped', label: 'Dropped' },
  ],
};

/** Objects of some exchanges, in their order. */
export function objectChoice(exchanges: readonly ExchangeView[]): QueryChoice {
  const names = exchanges.flatMap(({ identity }) => identity?.displayName ?? []);
  return { field: 'object', label: 'Object', options: distinct(names).map((name) => ({ value: name, label: name })) };
}

/** What the buttons beside the query offer; objects and cycles are those of the newest exchanges. */
export function queryChoices(exchanges: readonly ExchangeView[]): QueryChoices {
  const cycles = distinct(exchanges.flatMap(({ cycleNumber }) => (cycleNumber === null ? [] : String(cycleNumber))));
  return [
    {
      field: 'method',
      label: 'Method',
      options: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((method) => ({ value: method, label: method })),
    },
    statusChoice,
    objectChoice(exchanges),
    { field: 'step', label: 'Step', options: wireSteps.map((step) => ({ value: step, label: step })) },
    ...(exchanges.some(({ byHand }) => byHand !== null) ? [handChoice] : []),
    {
      field: 'cycle',
      label: 'Cycle',
      options: [...cycles.map((cycle) => ({ value: cycle, label: cycle })), { value: 'none', label: 'Outside cycles' }],
    },
  ];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].slice(0, optionCountMax);
}
