import { positionPart } from '../adapters/trace-position.ts';

/** Where a task stands in the order that work on one object at a time would give. It hands out the places below its own. */
export interface TaskPlace {
  readonly position: string;
  nextNumber: number;
}

/** The place of a whole run: after everything recorded before it. */
export function taskPlace(lastSequence: number): TaskPlace {
  return { position: positionPart(lastSequence), nextNumber: 0 };
}

export function childPlace(parent: TaskPlace): TaskPlace {
  return { position: takePosition(parent), nextNumber: 0 };
}

export function takePosition(place: TaskPlace): string {
  const position = `${place.position}.${positionPart(place.nextNumber)}`;
  place.nextNumber += 1;
  return position;
}
