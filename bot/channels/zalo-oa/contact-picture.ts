/** The picture beside the button that shares one's telephone number: Zalo takes its address, and fetches it itself. */

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="360" viewBox="0 0 720 360">
<rect width="720" height="360" fill="#0b6b3a"/>
<rect x="300" y="60" width="120" height="240" rx="18" fill="#fff"/>
<rect x="312" y="90" width="96" height="160" fill="#0b6b3a"/>
<circle cx="360" cy="275" r="12" fill="#0b6b3a"/>
<path d="M335 170l18 18 34-38" fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;

/** Answers GET /zalo/oa/contact.png; drawn when it is first asked for. */
export function createContactPicture(): () => Promise<Response> {
  let drawn: Promise<Buffer> | null = null;
  return async () => {
    drawn ??= import('sharp').then(({ default: sharp }) => sharp(Buffer.from(drawing)).png().toBuffer());
    return new Response(Uint8Array.from(await drawn), {
      headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=86400' },
    });
  };
}
