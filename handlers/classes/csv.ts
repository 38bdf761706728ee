/** A table as a file that spreadsheets open (RFC 4180, UTF-8 with its mark). Pure. */

const mark = '\uFEFF';

/** Rows of cells, the first one the head. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return mark + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would take for a formula is kept a text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
