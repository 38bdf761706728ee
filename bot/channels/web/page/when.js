/** Times as people in Viet Nam read them, wherever the browser is. */
const timeZone = 'Asia/Ho_Chi_Minh';
const clock = new Intl.DateTimeFormat('vi-VN', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
const weekday = new Intl.DateTimeFormat('vi-VN', { timeZone, weekday: 'long' });
const dayMs = 24 * 60 * 60 * 1000;

/** `HH:MM`. @param {Date} at */
export const clockTime = (at) => clock.format(at);

/** `yyyy-mm-dd`, by which days are told apart. @param {Date} at */
export const dayOf = (at) => day.format(at);

/** `Hôm nay`, `Hôm qua`, or `Thứ Hai, 05/02/2024`. @param {Date} at @param {Date} now */
export function dayName(at, now) {
  const which = dayOf(at);
  if (which === dayOf(now)) return 'Hôm nay';
  if (which === dayOf(new Date(now.getTime() - dayMs))) return 'Hôm qua';
  return `${weekday.format(at)}, ${which.split('-').reverse().join('/')}`;
}
