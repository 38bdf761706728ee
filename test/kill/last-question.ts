/** What everybody asks last, when the fire is over: whoever gets its answer was neither lost nor left in a state of harm. */
import { expect } from 'vitest';

export const lastQuestion = 'hồ sơ gồm những gì?';
const itsAnswer = /Mẫu số 01\*{0,2}: Phiếu đăng ký/;

/**
 * The last of these texts answers it. A number or button hit by chance may have begun a dialog, which then shows its
 * step once more after the answer, in a message of its own or in the same one.
 */
export function expectAnsweredLast(texts: readonly (string | undefined)[], who: string): void {
  expect(texts.slice(-2).join('\n'), `the last answer to ${who}`).toMatch(itsAnswer);
}

/** One of these texts answers it: what a forger changed may be another talk in the same chat, which keeps no order with this one. */
export function expectAnswered(texts: readonly (string | undefined)[], who: string): void {
  expect(texts.join('\n'), `the answers to ${who}`).toMatch(itsAnswer);
}
