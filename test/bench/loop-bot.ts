/** A notice to many as one would first write it: a loop over the chats, with grammy's throttler and auto-retry. */
import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Api } from 'grammy';
import { firstChat } from '../crowd-rows.ts';
import { noticeText } from './broadcast-text.ts';

const [, , token, apiRoot, count, isLimited] = process.argv;
if (!token || !apiRoot || !count) throw new Error('usage: loop-bot.ts <token> <api root> <recipients> [limited]');
const api = new Api(token, { apiRoot });
const free = { maxConcurrent: 32 };
api.config.use(apiThrottler(isLimited ? {} : { global: free, out: free, group: free }), autoRetry());
const sends = Array.from({ length: Number(count) }, (_, index) => api.sendMessage(firstChat + index, noticeText));
await Promise.allSettled(sends);
// Until it is told to end, so that what it holds in memory can be read.
setInterval(() => {}, 60_000);
