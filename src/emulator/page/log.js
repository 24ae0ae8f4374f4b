// The messages of one chat. Only changed messages are drawn again, and scroll position and focus stay in place.

import { el, iconButton } from "./dom.js";
import { renderMessage } from "./message.js";
import { t, day } from "./words.js";

// Within this distance from the end, the log follows new messages.
const NEAR_END_PX = 80;

export class Log {
  /** `actions`: see message.js. `leave`: moves the focus out of the log when its place is gone. */
  constructor(actions, leave) {
    this.actions = actions;
    this.leave = leave;
    this.nodes = new Map(); // message id → {node, json}
    this.list = el("div", { class: "log", role: "log", tabindex: 0, scroll: () => this.scrolled(), keydown: (event) => this.key(event) });
    this.toNewest = iconButton("down", t("toNewest"), () => this.scrollDown(), "round newest");
    this.toNewest.hidden = true;
    this.el = el("div", { class: "stage" }, this.list, this.toNewest);
    // The end of the log stays in sight when the keyboard of a phone opens.
    if (window.ResizeObserver) new ResizeObserver(() => this.atEnd && this.scrollDown()).observe(this.list);
  }

  clear() {
    this.nodes.clear();
    this.list.textContent = "";
  }

  /** Shows `messages` as the person `me` sees them, or `empty` if there are none. */
  show(messages, me, inPrivate, empty) {
    const last = messages[messages.length - 1];
    const justWritten = last && !this.nodes.has(last.message_id) && last.from && last.from.id === me;
    const follow = justWritten || this.isNearEnd();
    const focused = this.focusedStop();
    const wanted = [];
    let lastDay = "";
    for (const message of messages) {
      const date = day(message.date);
      if (date !== lastDay) wanted.push(this.dayNode(date));
      lastDay = date;
      wanted.push(this.messageNode(message, { me, private: inPrivate, actions: this.actions }));
    }
    reconcile(this.list, messages.length ? wanted : [empty]);
    if (follow) this.scrollDown();
    else this.scrolled();
    this.restoreFocus(focused);
  }

  messageNode(message, view) {
    const json = JSON.stringify(message);
    const known = this.nodes.get(message.message_id);
    if (known && known.json === json) return known.node;
    const node = renderMessage(message, view);
    if (known && known.node.isConnected) known.node.replaceWith(node);
    this.nodes.set(message.message_id, { node, json });
    return node;
  }

  dayNode(text) {
    const known = [...this.list.querySelectorAll(".day")].find((node) => node.textContent === text);
    return known || el("p", { class: "day" }, text);
  }

  // ---- scrolling ----

  isNearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END_PX;
  }

  scrollDown() {
    this.list.scrollTop = this.list.scrollHeight;
    this.scrolled();
  }

  scrolled() {
    this.atEnd = this.isNearEnd();
    this.toNewest.hidden = this.atEnd;
  }

  // ---- focus ----

  // After an edit, the focus stays on the button in the same place, or moves to the first button.
  focusedStop() {
    const focus = document.activeElement;
    const node = focus && this.list.contains(focus) && focus.closest(".message");
    if (!node) return null;
    const kind = focus.classList.contains("key") ? ".key" : "button, a";
    return { id: Number(node.dataset.id), kind, index: [...node.querySelectorAll(kind)].indexOf(focus) };
  }

  restoreFocus(stop) {
    if (!stop || this.list.contains(document.activeElement)) return;
    const known = this.nodes.get(stop.id);
    const stops = known && known.node.isConnected ? known.node.querySelectorAll(stop.kind) : [];
    const target = stops[stop.index] || stops[0];
    if (target) target.focus();
    else this.leave();
  }

  /** Moves the focus to the newest inline keyboard. Returns whether there is one. */
  focusKeyboard() {
    const keyboards = this.list.querySelectorAll(".keyboard");
    if (!keyboards.length) return false;
    keyboards[keyboards.length - 1].querySelector(".key").focus();
    return true;
  }

  key(event) {
    if (event.key === "Escape") this.leave();
  }
}

// Makes `wanted` the children of `parent`. Nodes in place stay untouched, so screen readers announce only new ones.
function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  [...parent.childNodes].forEach((node) => keep.has(node) || node.remove());
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}
