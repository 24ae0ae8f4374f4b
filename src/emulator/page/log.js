// The messages of one chat. Only changed messages are drawn again, and scroll position and focus stay in place.

import { el, iconButton } from "./dom.js";
import { renderMessage } from "./message.js";
import { t, day } from "./words.js";

// Within this distance from the end, the log follows new messages.
const NEAR_END_PX = 80;

export class Log {
  /** `actions`: see message.js. `leave`: moves the focus out of the log when its place is gone. `older`: loads older messages. */
  constructor(actions, leave, older) {
    this.actions = actions;
    this.leave = leave;
    this.older = el("button", { type: "button", class: "older", click: older }, t("older"));
    this.nodes = new Map(); // message id → {node, json}
    this.atEnd = true;
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
    this.atEnd = true;
  }

  /**
   * Shows `messages` as the person `view.me` sees them, or `view.empty` if there are none; with `view.more`, a button for
   * older ones. `view`: see also message.js.
   */
  show(messages, view) {
    const last = messages[messages.length - 1];
    const justWritten = last && !this.nodes.has(last.message_id) && last.from && last.from.id === view.me;
    const follow = justWritten || this.atEnd;
    const focused = this.focusedStop();
    const oldest = this.list.querySelector(".message");
    const top = oldest ? oldest.offsetTop : 0;
    const wanted = view.more ? [this.older] : [];
    let lastDay = "";
    for (const message of messages) {
      const date = day(message.date);
      if (date !== lastDay) wanted.push(this.dayNode(date));
      lastDay = date;
      wanted.push(this.messageNode(message, { ...view, actions: this.actions }));
    }
    reconcile(this.list, messages.length ? wanted : [view.empty]);
    if (follow) this.scrollDown();
    // The messages in view stay in place while older ones come above them.
    else if (oldest && oldest.isConnected) this.list.scrollTop += oldest.offsetTop - top;
    this.toNewest.hidden = this.atEnd;
    this.restoreFocus(focused);
  }

  messageNode(message, view) {
    const json = JSON.stringify([message, view.bot]);
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
    this.atEnd = true;
    this.toNewest.hidden = true;
  }

  // Only scrolling leaves the end: not a message that comes, and not a phone that becomes narrower.
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
