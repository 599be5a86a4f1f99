/** One record of a CSV file with its line end (RFC 4180). */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front: the text comes from tenants and targets, which
 * may be anybody's (OWASP: CSV injection). This changes telephone numbers that begin with `+`, too; JSON keeps every text as it is.
 */
function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
