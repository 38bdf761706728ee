import type { Paragraph, ParagraphChild, Table } from 'docx';
import { linesOf, oneLine } from './form-text.ts';

/** The package that writes DOCX, loaded by whoever fills in a form: it takes 80 ms, which no start-up should pay. */
type Docx = typeof import('docx');

/** One box to tick. */
export interface Tick {
  label: string;
  isOn: boolean;
}

export type Block = Paragraph | Table;

/** What a form is put together from. Each returns finished blocks; nothing is kept between calls. */
export interface FormPaper {
  title(...lines: string[]): Block[];
  section(text: string): Block;
  text(text: string, style?: { bold?: boolean; italics?: boolean; small?: boolean; align?: 'center' | 'right' }): Block;
  /** `Label: value`, or a dotted line where there is no value. */
  field(label: string, value: string | null): Block;
  /** A longer text under its label, or that many dotted lines. */
  prose(label: string, value: string | null, blankLines: number): Block[];
  /** Boxes under their label, if they have one, two a line unless told. */
  ticks(label: string | null, ticks: readonly Tick[], columns?: number): Block[];
  /** A table with a repeated first row; widths in percent. Cells that hold null stay empty. */
  table(widths: readonly number[], header: readonly string[], rows: readonly TableRowCells[]): Block;
  nationalHeading(formName: string): Block[];
  signature(place: string, day: string, name: string | null): Block[];
  /** The same paper, whose paragraphs stay on one page with what follows them. */
  readonly kept: FormPaper;
  file(title: string, blocks: readonly Block[]): Promise<Uint8Array>;
}

/** One row; a boolean is a box, ticked or not. */
export interface TableRowCells {
  cells: readonly (string | boolean | null)[];
  bold?: boolean;
}

const FONT = 'Times New Roman';
// In half-points: 13 pt for reading on paper, 12 pt in tables.
const SIZE = 26;
const SMALL = 24;
// A4 with the margins of office letters, which leave room for binding on the left; in twentieths of a point.
const PAGE = { width: 11906, height: 16838, top: 1134, bottom: 1134, left: 1701, right: 851 };
const SIGNATURE_LEFT = 3600;
const TICK_INDENT = 284;
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

/** Blocks of an official form, A4, written with the given `docx` package. */
export function paperOf(docx: Docx, keepNext = false): FormPaper {
  const { AlignmentType, Paragraph, TextRun, WidthType } = docx;
  // Dotted lines stand further apart where sentences are written by hand than where one answer is.
  const dotted = [{ type: docx.TabStopType.RIGHT, position: TEXT_WIDTH, leader: docx.LeaderType.DOT }];
  const spacing = { before: 60, after: 60, line: 270 };
  const paragraph = (
    children: readonly ParagraphChild[],
    alignment: (typeof AlignmentType)[keyof typeof AlignmentType] = AlignmentType.LEFT,
  ): Paragraph => new Paragraph({ children, alignment, spacing, keepNext });
  const dottedLine = (line: number, before: readonly ParagraphChild[] = []): Paragraph =>
    new Paragraph({ children: [...before, tab()], tabStops: dotted, spacing: { ...spacing, line }, keepNext });
  const tab = (): ParagraphChild => new TextRun({ children: [new docx.Tab()] });
  // Times New Roman has no ballot boxes; naming a font that has keeps them alike in every office program.
  const box = (isOn: boolean): ParagraphChild => new TextRun({ text: isOn ? '☒' : '☐', font: 'Segoe UI Symbol' });
  const cell = (content: string | boolean | null, width: number, bold: boolean, isHeader = false) =>
    new docx.TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          alignment: isHeader || typeof content === 'boolean' ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [
            typeof content === 'boolean'
              ? box(content)
              : new TextRun({ text: oneLine(content) ?? '', bold, size: SMALL }),
          ],
        }),
      ],
    });

  return {
    get kept() {
      return paperOf(docx, true);
    },
    title: (...lines) =>
      lines.map(
        (text, index) =>
          new Paragraph({
            children: [new TextRun({ text, bold: true, size: 28 })],
            alignment: 'center',
            spacing: { before: index === 0 ? 240 : 0 },
          }),
      ),
    section: (text) =>
      new Paragraph({
        children: [new TextRun({ text, bold: true, color: '000000', size: SIZE, font: FONT })],
        heading: docx.HeadingLevel.HEADING_2,
        keepNext: true,
        spacing: { before: 240, after: 80 },
      }),
    text: (text, { bold = false, italics = false, small = false, align } = {}) =>
      paragraph([new TextRun({ text, bold, italics, size: small ? SMALL : SIZE })], align),
    field(label, value) {
      const shown = oneLine(value);
      return shown === null
        ? dottedLine(280, [new TextRun(`${label}: `)])
        : paragraph([new TextRun(`${label}: `), new TextRun({ text: shown, bold: true })]);
    },
    prose(label, value, blankLines) {
      const lines = linesOf(value);
      const heading = new Paragraph({ children: [new TextRun(`${label}:`)], keepNext: true, spacing });
      return lines.length > 0
        ? [heading, ...lines.map((line) => paragraph([new TextRun(line)]))]
        : [heading, ...Array.from({ length: blankLines }, () => dottedLine(340))];
    },
    ticks(label, ticks, count = 2) {
      const columns = Array.from({ length: count }, (_, index) => ({
        type: docx.TabStopType.LEFT,
        position: TICK_INDENT + Math.round(((TEXT_WIDTH - TICK_INDENT) * index) / count),
      }));
      const lines = Array.from({ length: Math.ceil(ticks.length / count) }, (_, line) =>
        ticks.slice(line * count, (line + 1) * count),
      );
      return [
        ...(label === null ? [] : [new Paragraph({ children: [new TextRun(`${label}:`)], keepNext: true, spacing })]),
        ...lines.map(
          (line) =>
            new Paragraph({
              tabStops: columns,
              indent: { left: TICK_INDENT },
              spacing: { before: 20, after: 20 },
              children: line.flatMap((tick, index) => [
                ...(index > 0 ? [tab()] : []),
                box(tick.isOn),
                new TextRun(` ${tick.label}`),
              ]),
            }),
        ),
      ];
    },
    table(widths, header, rows) {
      const columns = widths.map((percent) => Math.round((TEXT_WIDTH * percent) / 100));
      const row = (cells: TableRowCells['cells'], bold: boolean, tableHeader = false) =>
        new docx.TableRow({
          tableHeader,
          cantSplit: true,
          children: columns.map((width, index) => cell(cells[index] ?? null, width, bold, tableHeader)),
        });
      return new docx.Table({
        width: { size: TEXT_WIDTH, type: WidthType.DXA },
        columnWidths: columns,
        layout: docx.TableLayoutType.FIXED,
        rows: [row(header, true, true), ...rows.map(({ cells, bold }) => row(cells, bold ?? false))],
      });
    },
    nationalHeading: (formName) => [
      paragraph([new TextRun({ text: formName, italics: true, size: SMALL })], 'right'),
      paragraph([new TextRun({ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true })], 'center'),
      paragraph([new TextRun({ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, underline: {} })], 'center'),
    ],
    signature(place, day, name) {
      const right = (child: ParagraphChild, before = 0): Paragraph =>
        new Paragraph({
          children: [child],
          alignment: 'center',
          indent: { left: SIGNATURE_LEFT },
          keepNext: true,
          spacing: { before },
        });
      const gap = (): Paragraph => right(new TextRun(''));
      return [
        right(new TextRun({ text: `${place}, ${day}`, italics: true }), 240),
        right(new TextRun({ text: 'ĐẠI DIỆN CHỦ THỂ', bold: true })),
        right(new TextRun({ text: '(Ký, ghi rõ họ tên, đóng dấu nếu có)', italics: true, size: SMALL })),
        gap(),
        gap(),
        gap(),
        right(new TextRun({ text: oneLine(name) ?? '……………………………………', bold: true })),
      ];
    },
    async file(title, blocks) {
      const page = ['Trang ', docx.PageNumber.CURRENT, '/', docx.PageNumber.TOTAL_PAGES].map(
        (part) => new TextRun({ children: [part] }),
      );
      const file = new docx.Document({
        creator: 'Trợ lý OCOP Ninh Thuận',
        title,
        // Without a language, Word underlines every Vietnamese word as misspelt.
        styles: { default: { document: { run: { font: FONT, size: SIZE, language: { value: 'vi-VN' } } } } },
        sections: [
          {
            properties: {
              page: {
                size: { width: PAGE.width, height: PAGE.height },
                margin: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.left, right: PAGE.right },
              },
            },
            footers: {
              default: new docx.Footer({ children: [new Paragraph({ children: page, alignment: 'center' })] }),
            },
            children: blocks,
          },
        ],
      });
      return new Uint8Array(await docx.Packer.toBuffer(file));
    },
  };
}
