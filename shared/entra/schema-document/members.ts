import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { pointer, type SchemaRemark, wrongType } from './schema-remark.ts';

export type Report = (remark: SchemaRemark) => void;

/**
 * Members of one object of a document, as Microsoft Graph types them. One of another type is reported with its pointer, and makes
 * the object unsound; one that is absent is as Graph's default has it, unless the object makes no sense without.
 */
export class Members {
  readonly object: JsonObject;
  readonly place: string;
  readonly #report: Report;
  /** False once a member was of another type. */
  isSound = true;

  constructor(object: JsonObject, place: string, report: Report) {
    this.object = object;
    this.place = place;
    this.#report = report;
  }

  at(name: string): string {
    return pointer(this.place, name);
  }

  /** Text that must be there and not be empty; `""` once reported. */
  text(name: string): string {
    const value = this.#own(name);
    if (typeof value === 'string' && value !== '') return value;
    return this.#refuse(name, value, 'a text that is not empty', '');
  }

  optionalText(name: string): string | null {
    const value = this.#own(name);
    if (value === undefined || value === null || typeof value === 'string') return value ?? null;
    return this.#refuse(name, value, 'a text or null', null);
  }

  flag(name: string, whereAbsent: boolean): boolean {
    const value = this.#own(name);
    if (value === undefined || value === null) return whereAbsent;
    return typeof value === 'boolean' ? value : this.#refuse(name, value, 'true or false', whereAbsent);
  }

  integer(name: string, whereAbsent: number, max: number): number {
    const value = this.#own(name);
    if (value === undefined || value === null) return whereAbsent;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) return value;
    return this.#refuse(name, value, `a whole number from 0 to ${max}`, whereAbsent);
  }

  /** Objects of an array that must be there, each with its pointer. */
  objects(name: string): readonly (readonly [JsonObject, string])[] {
    const value = this.#own(name);
    return this.#objectsOf(name, value);
  }

  /** As `objects`, none where the array is absent or null. */
  optionalObjects(name: string): readonly (readonly [JsonObject, string])[] {
    const value = this.#own(name);
    return value === undefined || value === null ? [] : this.#objectsOf(name, value);
  }

  /** Null where it is absent or null. */
  optionalObject(name: string): JsonObject | null {
    const value = this.#own(name);
    if (value === undefined || value === null || isJsonObject(value)) return value ?? null;
    return this.#refuse(name, value, 'an object or null', null);
  }

  /** Texts of an array, none where it is absent or null. */
  texts(name: string): readonly string[] {
    const value = this.#own(name);
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every((element) => typeof element === 'string')) return value as readonly string[];
    return this.#refuse(name, value, 'an array of texts', []);
  }

  #objectsOf(name: string, value: Json | undefined): readonly (readonly [JsonObject, string])[] {
    if (!Array.isArray(value)) return this.#refuse(name, value, 'an array of objects', []);
    return (value as readonly Json[]).flatMap((element, index) =>
      isJsonObject(element)
        ? [[element, pointer(this.place, name, index)] as const]
        : this.#refuse(`${name}/${index}`, element, 'an object', []),
    );
  }

  #own(name: string): Json | undefined {
    return Object.hasOwn(this.object, name) ? this.object[name] : undefined;
  }

  #refuse<T>(path: string, found: Json | undefined, expected: string, instead: T): T {
    this.isSound = false;
    this.#report(wrongType(`${this.place}/${path}`, found, expected));
    return instead;
  }
}
