const CAPACITY_MIN = 1024;
/** Of all places, how many may be taken before there are twice as many. */
const FILLED_MAX = 0.75;
/** No such number is ever added. */
const FREE = -1;

/** Whole numbers from 0, each in eight bytes: a `Set` of as many takes five times as much. */
export class NumberSet {
  #places = emptyPlaces(CAPACITY_MIN);
  #count = 0;

  has(number: number): boolean {
    return this.#places[placeOf(number, this.#places)] === number;
  }

  add(number: number): void {
    const place = placeOf(number, this.#places);
    if (this.#places[place] === number) return;
    this.#places[place] = number;
    this.#count += 1;
    if (this.#count > this.#places.length * FILLED_MAX) this.#grow();
  }

  #grow(): void {
    const larger = emptyPlaces(this.#places.length * 2);
    for (const number of this.#places) if (number !== FREE) larger[placeOf(number, larger)] = number;
    this.#places = larger;
  }
}

function emptyPlaces(count: number): Float64Array {
  return new Float64Array(count).fill(FREE);
}

/** Where the number is, or would be. Numbers that were drawn at random need no more spreading than their own last digits. */
function placeOf(number: number, places: Float64Array): number {
  const mask = places.length - 1;
  let place = number & mask;
  while (places[place] !== number && places[place] !== FREE) place = (place + 1) & mask;
  return place;
}
