/** `1 user`, `1,204 users`: a number with its noun; the plural takes an s unless it is given. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? singular : plural}`;
}
