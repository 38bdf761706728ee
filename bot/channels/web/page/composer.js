/** Where the person writes. */
const draftKey = 'ocop.draft';
const maxLength = 4000;

/**
 * @param {object} parts
 * @param {HTMLFormElement} parts.form
 * @param {HTMLTextAreaElement} parts.text
 * @param {HTMLButtonElement} parts.send
 * @param {HTMLElement} parts.hint
 * @param {(text: string) => void} parts.onSend
 */
export function createComposer({ form, text, send, hint, onSend }) {
  /** @param {string} draft */
  function keep(draft) {
    try {
      if (draft) sessionStorage.setItem(draftKey, draft);
      else sessionStorage.removeItem(draftKey);
    } catch {
      // A draft that is not kept is only lost with the page.
    }
  }

  function refresh() {
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
    const { length } = text.value.trim();
    const isTooLong = length > maxLength;
    hint.textContent = isTooLong
      ? `Tin nhắn dài ${length.toLocaleString('vi-VN')} ký tự, tối đa 4.000. Bạn hãy rút gọn hoặc chia thành nhiều tin.`
      : '';
    text.setAttribute('aria-invalid', String(isTooLong));
    send.setAttribute('aria-disabled', String(isTooLong || length === 0));
    keep(text.value);
  }

  function submit() {
    const message = text.value.trim();
    if (message === '' || message.length > maxLength) return text.focus();
    text.value = '';
    refresh();
    onSend(message);
    text.focus();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener('input', refresh);
  text.addEventListener('keydown', (event) => {
    // While an input method puts a syllable together, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  // A tap on the button must not close the phone's keyboard.
  send.addEventListener('pointerdown', (event) => event.preventDefault());

  try {
    text.value = sessionStorage.getItem(draftKey) ?? '';
  } catch {
    // No draft was kept.
  }
  refresh();

  return {
    /** @param {string} message */
    put(message) {
      text.value = message;
      refresh();
      text.focus();
    },
  };
}
