/** What a text says of buttons, where there are none and people type. Pure. */

/** `bấm nút dưới` names what nobody sees; `bấm **Xong**` asks for what can be typed. Words of others are left alone. */
export function typedWords(text: string): string {
  return text
    .replace(/([Bb])ấm (?:một )?nút(?: (?:bên )?dưới(?: đây)?)?/gu, (_, first: string) => `${chosen(first)} số ở dưới`)
    .replace(/([Bb])ấm(?= (?:\*\*|các giấy|mục|nhóm|một|tên cũ|số cũ|lại|vào|rồi))/gu, (_, first: string) =>
      chosen(first),
    );
}

const chosen = (first: string) => (first === 'B' ? 'Chọn' : 'chọn');
