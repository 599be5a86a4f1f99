import { say } from '../../app/messages.ts';

/** `412 B`, `38 kB`, `1.2 GB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [divisor, unit] = bytes < 1_000_000 ? [1_000, 'kB'] : bytes < 1_000_000_000 ? [1_000_000, 'MB'] : [1_000_000_000, 'GB'];
  const size = bytes / divisor;
  return `${size < 10 ? size.toLocaleString('en', { maximumFractionDigits: 1 }) : Math.round(size).toLocaleString('en')} ${unit}`;
}

export function exchangeCountText(count: number): string {
  return count === 1 ? say('recording.count.one') : say('recording.count.many', { count });
}
