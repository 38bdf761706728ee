import type { Api } from 'grammy';

type GrammySignal = NonNullable<Parameters<Api['getUpdates']>[1]>;

/** Node's own AbortSignal in the type that grammY expects, which is a polyfill's; it only listens for `abort`. */
export function grammySignal(signal: AbortSignal): GrammySignal {
  if (!isGrammySignal(signal)) throw new TypeError('not an AbortSignal');
  return signal;
}

function isGrammySignal(signal: object): signal is GrammySignal {
  return 'aborted' in signal && 'addEventListener' in signal;
}
