/** Names of files, as they are shown and handed on. They never become paths in the file store. */
import { docxMime } from './docx.ts';

const longestName = 100;
const extensions: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  [docxMime]: ['docx'],
};

/** The sender's own name for it, cleaned, with the ending that fits what it really is. */
export function fileName(given: string | null, mime: string): string {
  const [wanted, ...also] = extensions[mime] ?? ['bin'];
  const clean = (given ?? '')
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Control}\p{Surrogate}\p{Format}"<>|:*?]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const ending = /\.([^.]{1,8})$/.exec(clean)?.[1]?.toLowerCase();
  const fits = ending !== undefined && (ending === wanted || also.includes(ending));
  const known = ending !== undefined && Object.values(extensions).flat().includes(ending);
  const stem = (fits || known ? clean.slice(0, -(ending.length + 1)) : clean).replace(/^\.+/, '').trim();
  const cut = [...stem].slice(0, longestName).join('').trim();
  return `${cut || (mime.startsWith('image/') ? 'anh' : 'tep')}.${fits ? ending : wanted}`;
}
