import type { RequestPurpose } from './event.ts';

/** What a request is part of, in the words of the list. */
export type WireStep = 'Connection' | 'Matching' | 'Export' | 'References' | 'By hand';

const stepOf: Readonly<Record<RequestPurpose, WireStep>> = {
  'access-token': 'Connection',
  'probe-users': 'Connection',
  'probe-groups': 'Connection',
  match: 'Matching',
  'read-target': 'Matching',
  create: 'Export',
  update: 'Export',
  disable: 'Export',
  delete: 'Export',
  'reference-manager': 'References',
  'reference-member-add': 'References',
  'reference-member-remove': 'References',
  'clean-up': 'By hand',
  'read-schemas': 'By hand',
  'sent-again': 'By hand',
};

export const requestPurposes = Object.keys(stepOf) as readonly RequestPurpose[];
export const wireSteps: readonly WireStep[] = ['Connection', 'Matching', 'Export', 'References', 'By hand'];

export function stepOfPurpose(purpose: RequestPurpose): WireStep {
  return stepOf[purpose];
}

export function purposesOfStep(step: WireStep): readonly RequestPurpose[] {
  return requestPurposes.filter((purpose) => stepOf[purpose] === step);
}
