/** `địa điểm: tại UBND xã Vĩnh Hải`: the place without the words that lead to it. */

const lead = /^(?:(?:địa điểm|dia diem|nơi|noi)\s*:?\s+)?(?:(?:tại|tai|ở|o)\s*:?\s+)?(?=\S)/iu;

export function placeOnly(text: string): string {
  return text.normalize('NFC').replace(lead, '');
}
