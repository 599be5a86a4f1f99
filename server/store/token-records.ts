import type { Instant } from '#shared/kernel/clock.ts';
import type { Database } from './database.ts';

/** What is told of a live token. */
export interface TokenRecord {
  readonly number: number;
  readonly suffix: string;
  readonly createdAt: Instant;
}

/**
 * Does work that changes the tokens of a directory, dates the new ones, and answers which came and which went. To be called in a
 * transaction.
 */
export function changeTokens(
  database: Database,
  { directoryId, now, change }: { readonly directoryId: string; readonly now: Instant; readonly change: () => void },
): { readonly created: readonly TokenRecord[]; readonly revoked: readonly TokenRecord[] } {
  const live = (): readonly TokenRecord[] =>
    database.all<TokenRecord>(
      'SELECT number, suffix, created_at AS createdAt FROM token WHERE directory_id = ? ORDER BY number',
      directoryId,
    );
  const before = live();
  change();
  database.run('UPDATE token SET created_at = ? WHERE directory_id = ? AND created_at = 0', now, directoryId);
  const after = live();
  return { created: missingFrom(after, before), revoked: missingFrom(before, after) };
}

function missingFrom(tokens: readonly TokenRecord[], others: readonly TokenRecord[]): readonly TokenRecord[] {
  return tokens.filter(({ number }) => others.every((other) => other.number !== number));
}
