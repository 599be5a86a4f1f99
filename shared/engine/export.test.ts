import { beforeEach, expect, test } from 'vitest';
import { toMappingSource } from '#shared/entra/default-mappings.ts';
import type { AttributeMapping } from '#shared/entra/job-configuration.ts';
import type { TargetDefinition } from '#shared/entra/target-definition.ts';
import { targetDefinition } from '#shared/entra/target-definition.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;

function map(target: string, source: string, change: Partial<AttributeMapping> = {}): void {
  const { user } = world.configuration;
  const row: AttributeMapping = {
    targetAttributeName: target,
    source: toMappingSource(source),
    matchingPriority: 0,
    flowType: 'Always',
    defaultValue: null,
    ...change,
  };
  const others = user.attributeMappings.filter(({ targetAttributeName }) => targetAttributeName !== target);
  world.configuration = { ...world.configuration, user: { ...user, attributeMappings: [...others, row] } };
}

function list(definition: TargetDefinition): void {
  const { user } = world.configuration;
  const others = user.targetAttributes.filter(({ name }) => name !== definition.name);
  world.configuration = { ...world.configuration, user: { ...user, targetAttributes: [...others, definition] } };
}

const held = () => [...world.target.values()][0];
const descriptions = () => world.facts.flatMap((fact) => (fact.kind === 'step-taken' ? [fact.description] : []));
const properties = () => world.facts.flatMap((fact) => (fact.kind === 'change-finished' ? fact.modifiedProperties : []));

beforeEach(() => {
  world = new TestWorld();
  world.putUser('ada', { jobTitle: 'Countess' });
  world.assign('ada');
});

test('an attribute that its expression leaves out of the flow stays as it is, and the log says so', () => {
  map('title', 'IgnoreFlowIfNullOrEmpty([jobTitle])');
  world.cycle();
  expect(held()?.['title']).toBe('Countess');
  world.putUser('ada', { jobTitle: '' });
  world.facts.length = 0;
  world.cycle();
  expect(held()?.['title']).toBe('Countess');
  expect(descriptions()).toContain('The expression of title leaves the attribute out of this flow.');
});

test('an object that an expression leaves out of the flow is skipped, before it is created and after', () => {
  map('title', 'IIF([jobTitle] = "Countess", IgnoreObjectFlow, [jobTitle])');
  expect(world.cycle()).not.toContain('POST /Users');
  expect(descriptions()).toContain(
    "The User 'ada@larkfield.test' will be skipped: the expression of title leaves the object out of this flow.",
  );
  world.putUser('ada', { jobTitle: 'Lady' });
  expect(world.cycle()).toContain('POST /Users');
  world.putUser('ada', { jobTitle: 'Countess', displayName: 'Ada' });
  world.cycle();
  expect(held()).toMatchObject({ title: 'Lady' });
  expect(held()).not.toHaveProperty('displayName');
});

test('an object that an expression leaves out of the flow is not disabled when it leaves scope, but later', () => {
  world.cycle();
  map('title', 'IIF([jobTitle] = "Countess", IgnoreObjectFlow, [jobTitle])');
  world.unassign('ada');
  world.cycle();
  expect(world.writes).toEqual([]);
  expect(world.links.get('ada')?.isManaged).toBe(true);
  world.putUser('ada', { jobTitle: 'Lady' });
  world.cycle();
  expect(held()?.['active']).toBe('False');
  expect(world.links.get('ada')?.isManaged).toBe(false);
});

test('an object that an expression leaves out of the flow is deleted once it is gone from the tenant', () => {
  world.cycle();
  map('title', 'IIF([jobTitle] = "Countess", IgnoreObjectFlow, [jobTitle])');
  world.unassign('ada');
  world.cycle();
  world.hardDelete('ada');
  world.cycle();
  expect(world.target.size).toBe(0);
});

test('an attribute that the list requires keeps an object without it from being created', () => {
  list(targetDefinition('title', 'String', { isRequired: true }));
  world.putUser('ada', { jobTitle: '' });
  expect(world.cycle()).not.toContain('POST /Users');
  expect(world.facts).toContainEqual(expect.objectContaining({ skipReason: 'AttributeValidationFailed' }));
  map('title', '[jobTitle]', { defaultValue: 'Nobody' });
  world.putUser('ada', { displayName: 'Ada' });
  expect(world.cycle()).toContain('POST /Users');
  expect(held()?.['title']).toBe('Nobody');
});

test('a value that differs in case alone is sent with exact case, or with the habit', () => {
  world.cycle();
  world.putUser('ada', { jobTitle: 'COUNTESS' });
  world.cycle();
  expect(world.writes).toEqual([]);
  list(targetDefinition('title', 'String', { isCaseExact: true }));
  world.putUser('ada', { jobTitle: 'COUNTESS', employeeId: '' });
  world.cycle();
  expect(world.writes).toEqual([[{ op: 'Replace', path: 'title', value: 'COUNTESS' }]]);
  list(targetDefinition('title', 'String'));
  world.configuration = { ...world.configuration, habitSettings: { 'case-comparison': 'exact' } };
  world.putUser('ada', { jobTitle: 'Countess' });
  world.cycle();
  expect(world.writes).toEqual([[{ op: 'Replace', path: 'title', value: 'Countess' }]]);
});

test('a redacted value flows, and the log of what was modified shows neither the new nor the old one', () => {
  map('title', 'Redact([jobTitle])');
  world.cycle();
  expect(held()?.['title']).toBe('Countess');
  expect(properties()).toContainEqual({ name: 'title', oldValue: null, newValue: '[Redact]' });
  world.putUser('ada', { jobTitle: 'Lady' });
  world.cycle();
  expect(held()?.['title']).toBe('Lady');
  expect(properties()).toEqual([{ name: 'title', oldValue: '[Redact]', newValue: '[Redact]' }]);
});

test('what a redacted value is made from is not in the log of the import either, nor in what is said of a failure', () => {
  const imported = () =>
    world.facts.flatMap((fact) => (fact.kind === 'step-taken' && fact.stepType === 'import' ? [fact.details] : []));
  map('title', 'IIF([department] = "Harbour", Redact([jobTitle]), "none")');
  map('nickName', 'Redact(CDate([jobTitle]))');
  world.putUser('ada', { department: 'Harbour', displayName: 'Ada' });
  world.cycle();
  expect(imported()[0]).toMatchObject({ jobTitle: '[Redact]', department: '[Redact]', displayName: 'Ada' });
  expect(descriptions()).toContain('The mapping of nickName gave no value: [Redact]');
  world.putUser('ada', { jobTitle: 'Lady' });
  world.facts.length = 0;
  world.cycle();
  expect(imported()).toEqual([{ objectId: 'ada', jobTitle: '[Redact]' }]);
  const steps = world.facts.filter(({ kind }) => kind === 'step-taken' || kind === 'change-finished');
  expect(JSON.stringify(steps)).not.toMatch(/Countess|Lady/);
});

test('the time of an expression is that of the cycle, and chance is drawn anew for each change', () => {
  map('title', 'FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")');
  map('nickName', 'Guid()');
  world.cycle();
  const first = held()?.['nickName'];
  expect(held()).toMatchObject({ title: '2026-01-12', nickName: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  world.now += 24 * 60 * 60 * 1000;
  world.putUser('ada', { displayName: 'Ada' });
  world.cycle();
  expect(held()?.['title']).toBe('2026-01-13');
  expect(held()?.['nickName']).not.toBe(first);
});
