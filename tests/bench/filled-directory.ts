import { everyTolerance, openTestDirectory, type TestDirectory } from '#server/testing/test-directory.ts';

export interface FilledDirectory extends TestDirectory {
  readonly userIds: readonly string[];
}

/** A directory in memory with users `user-0@larkfield.test` and so on, each with a title of its own. */
export function fillDirectory(userCount: number): FilledDirectory {
  const directory = openTestDirectory(everyTolerance);
  const userIds = Array.from({ length: userCount }, (_, number) =>
    directory.createUser(`user-${number}@larkfield.test`, {
      active: true,
      title: `Title ${number}`,
      name: { givenName: `Given ${number}`, familyName: `Family ${number}` },
      emails: [{ value: `user-${number}@larkfield.test`, type: 'work', primary: true }],
    }),
  );
  return { ...directory, userIds };
}

/** Answers 200 or 204, or the measurement is of something else. */
export function ask(directory: TestDirectory, method: string, target: string, body?: Parameters<TestDirectory['send']>[2]): void {
  const { status } = directory.send(method, target, body);
  if (status !== 200 && status !== 204) throw new Error(`${method} ${target} was answered with ${status}.`);
}
