/** The first page of an Ogg file with Opus in it. */
export const spoken = Buffer.concat([
  Buffer.from('OggS\0\x02', 'latin1'),
  Buffer.alloc(20),
  Buffer.from('\x01\x13OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1'),
  Buffer.alloc(200),
]);
