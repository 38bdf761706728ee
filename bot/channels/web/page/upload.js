/** Files on their way: made smaller where that helps, and sent with word of how far they are. */

/** A slow line is waited for as long as anything moves. */
const stallMs = 45_000;
/** Pictures above this are scaled down here already: the server would do so, but after a long way. */
const smallBytes = 700_000;
const longestSide = 2560;

/**
 * Posts a file; null when the network failed or nothing moved any more.
 * @param {string} address @param {Blob} file @param {(percent: number) => void} onProgress
 * @returns {Promise<Response | null>}
 */
export function upload(address, file, onProgress) {
  return new Promise((resolve) => {
    // fetch does not tell how much has gone out.
    const request = new XMLHttpRequest();
    let timer = 0;
    /** @param {Response | null} response */
    const end = (response) => {
      clearTimeout(timer);
      resolve(response);
    };
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), stallMs);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      moved();
      onProgress(Math.floor((loaded / total) * 100));
    };
    request.onload = () => end(new Response(request.responseText, { status: request.status }));
    request.onerror = request.onabort = () => end(null);
    request.open('POST', address);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    moved();
    request.send(file);
  });
}

/** What needs no scaling any more. @type {WeakSet<Blob>} */
const light = new WeakSet();

/**
 * A large photo, or one of a kind that the server does not take, as a JPEG of 2,560 pixels at most; anything else, and
 * what this browser cannot scale, as it is.
 * @param {Blob} file @returns {Promise<Blob>}
 */
export async function lighter(file) {
  const isTaken = isPicture(file);
  if (light.has(file) || !file.type.startsWith('image/') || (isTaken && file.size <= smallBytes)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const paper = canvas.getContext('2d');
    if (!paper) return file;
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    const best = blob && (!isTaken || blob.size < file.size) ? blob : file;
    light.add(best);
    return best;
  } catch {
    return file;
  }
}

/** Of a kind that is shown as a picture. @param {Blob} file */
export const isPicture = (file) => /^image\/(jpeg|png|webp)$/.test(file.type);
