import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { problemOf } from './problem.ts';

test('a refusal is shown as the harness worded it', () => {
  const error = new ORPCError('REFUSED', {
    message: 'There is an organization of this name.',
    data: { place: 'name "Larkfield"', remedy: 'Choose another name.' },
  });
  expect(problemOf(error)).toEqual({
    message: 'There is an organization of this name.',
    place: 'name "Larkfield"',
    remedy: 'Choose another name.',
  });
});

test('an input of the wrong shape names its field', () => {
  const error = new ORPCError('BAD_REQUEST', {
    message: 'Input validation failed',
    data: { issues: [{ message: 'Too big: expected string to have <=200 characters', path: ['settings', 'name'] }] },
  });
  expect(problemOf(error)).toEqual({
    message: 'This was not accepted: Too big: expected string to have <=200 characters.',
    place: 'settings.name',
    remedy: 'Change the value and try again.',
  });
});

test('a closed connection tells how to go on and that nothing acknowledged is lost', () => {
  const problem = problemOf(new Error('Cannot send message, WebSocket is not open.'));
  expect(problem.message).toBe('The program behind this window did not answer.');
  expect(problem.remedy).toBe('Start it again, then reload this page. What it had acknowledged is kept.');
});
