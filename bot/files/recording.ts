/** Voice messages, judged by their content. They are handed on as they are and never kept. */
import type { RefusedFile } from '../message.ts';

/** Enough for some twenty minutes of speech as telephones record it. */
const maxRecordingBytes = 5 * 1024 * 1024;

/** What `file-type` calls them, and the plain names of the same. */
const formats: Readonly<Record<string, string>> = {
  'audio/ogg': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/mpeg': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'video/mp4': 'audio/mp4',
  'audio/wav': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/webm': 'audio/webm',
  'video/webm': 'audio/webm',
  // Of both Zalo channels. Not every service hears them.
  'audio/aac': 'audio/aac',
  'audio/amr': 'audio/amr',
};

export async function checkRecording(bytes: Uint8Array): Promise<{ bytes: Uint8Array; mime: string } | RefusedFile> {
  if (bytes.length > maxRecordingBytes) return { state: 'refused', why: 'too-large' };
  const { fileTypeFromBuffer } = await import('file-type');
  // It throws where a file begins like a format and then breaks off.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = found && formats[found.mime];
  return mime === undefined ? { state: 'refused', why: 'wrong-type' } : { bytes, mime };
}
