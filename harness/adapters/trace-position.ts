/**
 * A place in a trace as text that sorts by code unit: parts of one width, joined by dots. A fact of a task takes the
 * task's next number; a fork takes one too, and each of its tasks the number of its turn below that.
 */
export function positionPart(number: number): string {
  return smallParts[number] ?? partOf(number);
}

function partOf(number: number): string {
  return number.toString(36).padStart(7, '0');
}

/** Most tasks have few facts, and each of them takes a number. */
const smallParts = Array.from({ length: 64 }, (_, number) => partOf(number));
