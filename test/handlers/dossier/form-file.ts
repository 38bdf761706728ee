import JSZip from 'jszip';
import { type Element, xml2js } from 'xml-js';

/** What a DOCX holds, read without an office program. */
export interface FormFile {
  /** The paragraphs in their order; a tab that draws a dotted line is `\t`. */
  paragraphs: string[];
  text: string;
}

const unlawful = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Opens a DOCX. Throws where a part of it is not well-formed XML 1.0. */
export async function openForm(file: Uint8Array): Promise<FormFile> {
  const zip = await JSZip.loadAsync(file);
  let paragraphs: string[] = [];
  for (const [name, entry] of Object.entries(zip.files)) {
    if (!/\.(?:xml|rels)$/u.test(name)) continue;
    const xml = await entry.async('string');
    // The parser at hand lets characters pass that XML 1.0 forbids and Word refuses.
    if (unlawful.test(xml)) throw new Error(`${name} holds a character that XML cannot`);
    const root: unknown = xml2js(xml, { compact: false });
    if (name === 'word/document.xml') paragraphs = elementsOf(root).flatMap(paragraphsIn);
  }
  if (paragraphs.length === 0) throw new Error('there is no document in it');
  return { paragraphs, text: paragraphs.join('\n') };
}

function elementsOf(root: unknown): Element[] {
  return typeof root === 'object' && root !== null && 'elements' in root && Array.isArray(root.elements)
    ? root.elements
    : [];
}

function paragraphsIn(element: Element): string[] {
  return element.name === 'w:p' ? [textIn(element)] : elementsOf(element).flatMap(paragraphsIn);
}

function textIn(element: Element): string {
  if (element.name === 'w:tab') return '\t';
  if (element.name === 'w:tabs') return '';
  if (element.type === 'text') return String(element.text ?? '');
  return elementsOf(element).map(textIn).join('');
}
