/**
 * The known word nearest to a misspelt one, in any case; undefined where none is near enough to be meant: at most a third of its
 * letters, or two, may be otherwise. Of several as near the first. Words that are too long or too short are not compared at all,
 * and the others only as long as they may still be the nearest: lists have thousands of words, and documents thousands of mistakes.
 */
export function closest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  // Long names, such as URNs, begin alike up to their last colon: what is equal there is passed over at once.
  const head = wanted.slice(0, wanted.lastIndexOf(':') + 1);
  const tail = wanted.slice(head.length);
  let nearest: string | undefined;
  let limit = Math.max(2, Math.floor(word.length / 3));
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const other = candidate.toLowerCase();
    const distance = other.startsWith(head)
      ? editDistance(tail, other.slice(head.length), limit)
      : editDistance(wanted, other, limit);
    if (distance > limit) continue;
    if (distance === 0) return candidate;
    nearest = candidate;
    // Another one has to be nearer than this.
    limit = distance - 1;
  }
  return nearest;
}

/** Levenshtein distance; more than `limit` where that much is certain. Equal beginnings and ends cost nothing. */
function editDistance(a: string, b: string, limit: number): number {
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let [aEnd, bEnd] = [a.length, b.length];
  while (aEnd > start && bEnd > start && a.charCodeAt(aEnd - 1) === b.charCodeAt(bEnd - 1)) {
    aEnd -= 1;
    bEnd -= 1;
  }
  const width = bEnd - start;
  const height = aEnd - start;
  // One row, overwritten from the left: what stood above the last place is kept aside.
  const row: number[] = [0];
  const letters: number[] = [0];
  for (let j = 1; j <= width; j += 1) {
    row.push(j);
    letters.push(b.charCodeAt(start + j - 1));
  }
  for (let i = 1; i <= height; i += 1) {
    let diagonal = i - 1;
    let left = i;
    let least = i;
    const letter = a.charCodeAt(start + i - 1);
    for (let j = 1; j <= width; j += 1) {
      const above = row[j] ?? 0;
      const substituted = diagonal + (letter === letters[j] ? 0 : 1);
      const nearest = above < left ? above + 1 : left + 1;
      const distance = substituted < nearest ? substituted : nearest;
      row[j - 1] = left;
      diagonal = above;
      left = distance;
      if (distance < least) least = distance;
    }
    row[width] = left;
    if (least > limit) return least;
  }
  return row[width] ?? 0;
}
