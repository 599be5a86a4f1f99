import { expect, test } from 'vitest';
import { defaultJobConfiguration, toMappingSource } from './default-mappings.ts';
import { isRedactedSource, redactedAttributesOf } from './redaction.ts';

const { user } = defaultJobConfiguration();

test('a source is redacted where Redact stands in its expression, not in its text', () => {
  expect(isRedactedSource(toMappingSource('Append(Redact([employeeId]), "x")'))).toBe(true);
  expect(isRedactedSource(toMappingSource('Append("Redact(", [employeeId])'))).toBe(false);
  expect(isRedactedSource(toMappingSource('[employeeId]'))).toBe(false);
});

test.each([
  ['Redact([employeeId])', ['employeeId']],
  ['IIF([city]="York", Redact(Join("-", [employeeId], [mobile])), "none")', ['city', 'employeeId', 'mobile']],
  ['Redact(Switch([IsSoftDeleted], [objectId], "True", [city]))', ['city']],
  ['Append("Redact(", [employeeId])', []],
  ['redact([employeeId])', ['employeeId']],
])('of %s the logs show none of %j', (source, names) => {
  const [first] = user.attributeMappings;
  const row = {
    ...first,
    targetAttributeName: 'nickName',
    source: toMappingSource(source),
  } as (typeof user.attributeMappings)[number];
  const mapping = { ...user, attributeMappings: [...user.attributeMappings, row] };
  expect([...redactedAttributesOf(mapping)]).toEqual(names);
});

test('without Redact nothing is left out', () => {
  expect(redactedAttributesOf(user).size).toBe(0);
});
