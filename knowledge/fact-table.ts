/** Rows of a hand-kept table: cells split at tabs, lines that start with `#` and blank lines left out. Pure. */
export function tableRows(content: string): string[][] {
  return content
    .normalize('NFC')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t').map((cell) => cell.trim()));
}

/** The parts of a cell that lists several values with commas. */
export function listed(cell: string | undefined): string[] {
  return (cell ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
