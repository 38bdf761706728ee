const GROUP_NUMBERS: Readonly<Record<string, string>> = {
  nhất: '1',
  nhat: '1',
  một: '1',
  mot: '1',
  hai: '2',
  ba: '3',
  tư: '4',
  tu: '4',
  bốn: '4',
  bon: '4',
  năm: '5',
  nam: '5',
  sáu: '6',
  sau: '6',
};

/** Writes out what the search must see in one form: `30%` → `30 phần trăm`, `nhóm thứ tư`, `nhóm số 4` → `nhóm 4`. */
export function spelledOut(text: string): string {
  return text
    .replace(/%/gu, ' phần trăm ')
    .replace(/(nhóm|nhom)\s+(?:thứ|thu|số|so)\s+(\p{L}+|\d)/giu, (all, group: string, number: string) => {
      const digit = /^\d$/u.test(number) ? number : GROUP_NUMBERS[number.toLowerCase()];
      return digit === undefined ? all : `${group} ${digit}`;
    });
}
