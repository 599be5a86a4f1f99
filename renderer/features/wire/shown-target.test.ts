import { expect, test } from 'vitest';
import { shortReason } from './short-reason.ts';
import { shownTarget } from './shown-target.ts';

test.each([
  ['/Users/77e0a1b2-0000-4000-8000-0123456789c3', '/Users/77e0…c3'],
  ['/Users?filter=userName+eq+%22oskar%40larkfield.test%22', '/Users?filter=userName eq "oskar@larkfield.test"'],
  ['/Groups/8c1f0000-0000-4000-8000-0000000000d2?excludedAttributes=members', '/Groups/8c1f…d2?excludedAttributes=members'],
  ['/Users?filter=a+eq+%22100%%22', '/Users?filter=a+eq+%22100%%22'],
  ['/Users', '/Users'],
])('%s reads as %s', (target, shown) => {
  expect(shownTarget(target)).toBe(shown);
});

test('a match names its attribute', () => {
  expect(shortReason({ purpose: 'match', target: '/Groups?excludedAttributes=members&filter=externalId+eq+%22x%22' })).toBe(
    'Match by externalId',
  );
  expect(shortReason({ purpose: 'match', target: '/Users?attributes=id' })).toBe('Match');
  expect(shortReason({ purpose: 'create', target: '/Users' })).toBe('Create: no match');
});
