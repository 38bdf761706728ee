/** Somebody who opens the chat page and asks one question there. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const entrySchema = z.object({ from: z.enum(['person', 'bot']), text: z.string() });

/** Resolves to the first answer's text; `root` is the address of the web server. */
export async function askOnThePage(root: string, question: string): Promise<string> {
  const page = await fetch(root);
  const cookie = page.headers.get('set-cookie')?.split(';')[0];
  if (!page.ok || cookie === undefined) throw new Error(`the page answered ${page.status}`);
  const leaving = new AbortController();
  const events = await fetch(`${root}/web/events`, { headers: { cookie }, signal: leaving.signal });
  const answered = firstAnswer(events);
  // Awaited below; a refused question must not leave it unhandled.
  answered.catch(() => {});
  try {
    const posted = await fetch(`${root}/web/messages`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ id: randomUUID(), text: question }),
    });
    if (!posted.ok) throw new Error(`the question was answered with ${posted.status}`);
    return await answered;
  } finally {
    leaving.abort();
  }
}

async function firstAnswer(events: Response): Promise<string> {
  if (events.body === null) throw new Error('the page has no stream');
  let text = '';
  for await (const chunk of events.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (!/^event: entry$/m.test(block) || data === undefined) continue;
      const entry = entrySchema.parse(JSON.parse(data));
      if (entry.from === 'bot') return entry.text;
    }
  }
  throw new Error('the stream ended without an answer');
}
