/** Puts the page together. */
import { createComposer } from './composer.js';
import { createConversation } from './conversation.js';
import { part } from './element.js';
import { createSender } from './sender.js';
import { createStream } from './stream.js';
import { isPicture } from './upload.js';
import { createWaiting } from './waiting.js';

const state = part('state', HTMLElement);
const banner = part('banner', HTMLElement);
const welcome = part('welcome', HTMLElement);
const waiting = createWaiting();
const knownKey = 'ocop.known';
/** The server says again that an answer is being prepared, if it takes longer. */
const typingMs = 8_000;

const stateWords = {
  connecting: 'Đang kết nối…',
  open: 'Sẵn sàng trả lời',
  lost: 'Mất kết nối, đang thử lại…',
  offline: 'Không có mạng',
  asleep: 'Đang nghỉ',
};
/** @type {import('./page.js').Connection} */
let connection = 'connecting';
/** @type {string | null} */
let delay = null;

const conversation = createConversation({
  log: part('log', HTMLElement),
  scroller: part('scroller', HTMLElement),
  typing: part('typing', HTMLElement),
  newer: part('newer', HTMLElement),
  onChoice: (choice, label) => say({ choice }, label),
  onMend: (text) => composer.put(text),
});

const composer = createComposer({
  form: part('composer', HTMLFormElement),
  text: part('text', HTMLTextAreaElement),
  send: part('send', HTMLButtonElement),
  hint: part('hint', HTMLElement),
  onSend: (text) => say({ text }, text),
});

const stream = createStream({
  onEntry(entry) {
    hideWelcome();
    conversation.show(entry);
  },
  onEdited: (entry) => conversation.edit(entry),
  onReady() {
    conversation.ready();
    if (conversation.isEmpty()) welcome.hidden = false;
    sender.restart();
  },
  onTyping: () => conversation.showTyping(typingMs),
  onState(next) {
    connection = next;
    if (next !== 'open') conversation.hideTyping();
    showState();
  },
});

const sender = createSender({
  waiting,
  onAccepted: conversation.accepted,
  onProgress: conversation.progress,
  onRefused: ({ id, body }, why) => conversation.refused(id, why, 'text' in body ? body.text : null),
  onDelay(why) {
    delay = why;
    showState();
  },
  async onStranger() {
    // Every new stream brings a cookie.
    stream.restart();
  },
});

function showState() {
  state.dataset.state = connection;
  state.textContent = stateWords[connection];
  if (connection === 'offline') banner.textContent = 'Bạn đang ngoại tuyến. Tin nhắn sẽ tự gửi khi có mạng trở lại.';
  else banner.textContent = delay ?? '';
}

/** @param {import('./page.js').Waiting['body']} body @param {string} label */
function say(body, label) {
  hideWelcome();
  conversation.showWaiting(waiting.add(body, label));
  sender.kick();
}

/** From the first message on there is a talk to come back to, which the welcome must not flash over. */
function hideWelcome() {
  if (welcome.hidden) return;
  welcome.hidden = true;
  try {
    localStorage.setItem(knownKey, '1');
  } catch {
    // Then the welcome shows until the talk is loaded.
  }
}

/** The part that the on-screen keyboard leaves free, where the browser does not shrink the page by itself. */
function fitKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    // Zooming in shrinks this view too, but the page must stay as it is then.
    if (view.scale > 1.01) return;
    const wasFollowing = conversation.isFollowing();
    document.documentElement.style.setProperty('--height', `${view.height}px`);
    if (view.offsetTop > 0) scrollTo(0, 0);
    if (wasFollowing) conversation.scrollToEnd();
  };
  view.addEventListener('resize', fit);
}

for (const button of document.querySelectorAll('[data-ask]')) {
  const question = button instanceof HTMLElement ? (button.dataset.ask ?? '') : '';
  button.addEventListener('click', () => say({ text: question }, question));
}

/** Picked files go out one by one, in their place among the messages. */
const picker = part('picker', HTMLInputElement);
part('clip', HTMLElement).addEventListener('click', () => picker.click());
picker.addEventListener('change', () => {
  hideWelcome();
  for (const file of picker.files ?? []) {
    conversation.showWaiting(waiting.addFile(file, file.name, `${isPicture(file) ? '🖼' : '📎'} ${file.name}`));
  }
  // The same file may be picked again.
  picker.value = '';
  sender.kick();
});

part('menu', HTMLElement).addEventListener('click', () => say({ text: '/menu' }, '/menu'));

fitKeyboard();
try {
  welcome.hidden = localStorage.getItem(knownKey) !== null;
} catch {
  welcome.hidden = false;
}
for (const one of waiting.all()) conversation.showWaiting(one);
stream.restart();
sender.kick();
