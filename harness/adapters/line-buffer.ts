const CAPACITY_MIN = 1024 * 1024;
/** A unit of UTF-16 is at most three bytes in UTF-8. */
const BYTES_PER_UNIT_MAX = 3;
const LINE_BREAK = 0x0a;

/** Lines on their way to the disk, as the bytes that they are there: texts by the thousand, joined into one, are copied three times. */
export class LineBuffer {
  #bytes = Buffer.allocUnsafe(CAPACITY_MIN);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** `line` holds no line break. */
  add(line: string): void {
    this.#reserve(line.length * BYTES_PER_UNIT_MAX + 1);
    this.#length += this.#bytes.write(line, this.#length);
    this.#bytes[this.#length] = LINE_BREAK;
    this.#length += 1;
  }

  /** Every line with its break; it changes with the next line that is added after `clear`. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > CAPACITY_MIN) this.#bytes = Buffer.allocUnsafe(CAPACITY_MIN);
  }

  #reserve(byteCount: number): void {
    const needed = this.#length + byteCount;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
