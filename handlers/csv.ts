/** A table as a file that spreadsheets open (RFC 4180, UTF-8 with its mark). Pure. */

/** What a file begins with, so that Excel reads its letters right. */
export const csvMark = '\uFEFF';

/** Rows of cells without the mark. */
export function csvRows(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would take for a formula is kept a text. */
function cell(text: string): string {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
