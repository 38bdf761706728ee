/** What the page says before anything was said: who the assistant is, and examples of questions. */

export interface Welcome {
  /** The assistant's name, in the header and the browser's tab. */
  title: string;
  /** For search engines and link previews. */
  description: string;
  introduction: string;
  examples: readonly { icon: string; question: string }[];
  /** How the visitor's data are treated. */
  privacy: string;
}

/** Puts the words into the page's `{{places}}`, escaped. */
export function fillWelcome(html: string, welcome: Welcome): string {
  const examples = welcome.examples.map(({ icon, question }) => {
    const text = escapeHtml(question);
    return `<li><button type="button" data-ask="${text}"><span aria-hidden="true">${escapeHtml(icon)}</span> ${text}</button></li>`;
  });
  const words: Record<string, string> = {
    title: escapeHtml(welcome.title),
    description: escapeHtml(welcome.description),
    introduction: escapeHtml(welcome.introduction),
    examples: examples.join('\n'),
    privacy: escapeHtml(welcome.privacy),
  };
  return html.replace(/\{\{(\w+)\}\}/g, (place, name: string) => words[name] ?? place);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
