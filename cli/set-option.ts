import type { JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

/** `givenName=Ada`: an attribute that is set more than once has several values, one with nothing behind the sign is empty. */
export function parseAssignments(assignments: readonly string[]): Parsed<JsonObject> {
  const valuesByName = new Map<string, string[]>();
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    if (at < 1) {
      const message = `"${assignment}" sets no attribute.`;
      return refused({ place: '--set', message, remedy: 'Write it as --set givenName=Ada.' });
    }
    const name = assignment.slice(0, at);
    valuesByName.set(name, [...(valuesByName.get(name) ?? []), assignment.slice(at + 1)]);
  }
  return accepted(
    Object.fromEntries([...valuesByName].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? null)])),
  );
}
