/** The rows of a spreadsheet that was handed out, with its mark taken off. */
export function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  for (const line of file.replace(/^\uFEFF/, '').split('\r\n')) {
    if (line === '') continue;
    rows.push(
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  }
  return rows;
}
