import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';

/** A user as far as the writers change one. `id` is null while no answer has told it. */
export interface KnownUser {
  readonly id: string | null;
  readonly title: string;
  /** Names of its groups, sorted. */
  readonly groups: readonly string[];
}

/** User names, and who is there under them; null: nobody. */
export type Change = ReadonlyMap<string, KnownUser | null>;

/** What clients were told, and what they asked for without having been told. */
export interface Ledger {
  /** Who is there under the user name, as far as anybody was told. */
  user(name: string): KnownUser | null;
  names(): readonly string[];
  /** A write goes out that would make this of these users. Nobody else writes to them until it is answered. */
  ask(change: Change): void;
  /** It was acknowledged. */
  acknowledge(change: Change): void;
  /** Sentences for whatever is neither as it was told nor as an unanswered write asks. What is seen is known from then on. */
  judge(seen: ReadonlyMap<string, KnownUser>): readonly string[];
}

export function createLedger(): Ledger {
  let told = new Map<string, KnownUser>();
  const asked = new Map<string, KnownUser | null>();
  return {
    user: (name) => told.get(name) ?? null,
    names: () => [...told.keys()],
    ask: (change) => {
      for (const [name, user] of change) asked.set(name, user);
    },
    acknowledge: (change) => {
      for (const [name, user] of change) {
        asked.delete(name);
        if (user === null) told.delete(name);
        else told.set(name, user);
      }
    },
    judge: (seen) => {
      const names = new Set([...told.keys(), ...asked.keys(), ...seen.keys()]);
      const wrong = [...names].flatMap((name) => {
        const [before, found] = [told.get(name) ?? null, seen.get(name) ?? null];
        const after = asked.get(name);
        if (isSame(before, found) || (after !== undefined && isSame(after, found))) return [];
        return [`${name}: told ${show(before)}, asked for ${show(after)}, found ${show(found)}`];
      });
      told = new Map(seen);
      asked.clear();
      return wrong;
    },
  };
}

function isSame(expected: KnownUser | null, found: KnownUser | null): boolean {
  if (expected === null || found === null) return expected === found;
  return (
    (expected.id === null || expected.id === found.id) &&
    expected.title === found.title &&
    expected.groups.join() === found.groups.join()
  );
}

function show(user: KnownUser | null | undefined): string {
  return user === undefined ? 'nothing else' : JSON.stringify(user);
}

/** Users of an answer, by user name. */
export function toKnownUsers(users: readonly JsonObject[]): ReadonlyMap<string, KnownUser> {
  return new Map(
    users.map((user) => {
      const groups = Array.isArray(user['groups']) ? user['groups'].filter(isJsonObject) : [];
      const names = groups.map(({ display }) => String(display)).sort();
      return [String(user['userName']), { id: String(user['id']), title: String(user['title']), groups: names }];
    }),
  );
}
