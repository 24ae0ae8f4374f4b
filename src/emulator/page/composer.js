// The input field: text, the list of commands, emoji, attachments, replies and edits.

import { el, iconButton } from "./dom.js";
import { menu } from "./popups.js";
import { summary } from "./message.js";
import { t, fileSize } from "./words.js";

const EMOJI = "😀 😂 🙂 😍 🤔 😢 😡 👍 👎 🙏 👏 💪 🤝 ❤️ 🔥 ⭐ ✅ ❌ ❓ ❗ 📅 📎 🕊️ 🇰🇬".split(" ");
const MAX_FILE = 5 * 1024 * 1024;
// The field grows to this part of the visible page.
const TALLEST = 0.4;

/** Whether the page is used on a touch screen, where Enter breaks the line as in Telegram. */
const onTouch = () => matchMedia("(pointer: coarse)").matches;

export class Composer {
  /**
   * `chat`: send(body), edit(message, text), commands() → [{command, description}], suffix (the "@name" that commands
   * carry in groups), toast(text).
   */
  constructor(chat) {
    this.chat = chat;
    this.context = null; // {reply: message} or {edit: message}
    this.matches = [];
    this.chosen = 0;
    this.build();
  }

  build() {
    const listId = `commands${(Composer.count = (Composer.count || 0) + 1)}`;
    this.list = el("div", { class: "commands", id: listId, role: "listbox", tabindex: 0, "aria-label": t("commands"), hidden: true });
    this.contextBar = el("div", { class: "context", hidden: true });
    this.input = el("textarea", {
      rows: 1,
      placeholder: t("message"),
      "aria-label": t("message"),
      "aria-autocomplete": "list",
      "aria-controls": listId,
      maxlength: 4096,
      input: () => this.changed(),
      keydown: (event) => this.key(event),
      blur: () => setTimeout(() => document.activeElement !== this.input && this.showCommands([]), 150),
    });
    this.fileInput = el("input", { type: "file", class: "hidden-field", tabindex: -1, "aria-hidden": "true", change: () => this.sendFile() });
    const send = iconButton("send", t("send"), null, "round main-round");
    send.type = "submit";
    this.el = el(
      "form",
      { class: "composer", submit: (event) => this.submit(event) },
      this.list,
      this.contextBar,
      el(
        "div",
        { class: "line" },
        iconButton("slash", t("commands"), () => this.slash(), "round slash"),
        el("div", { class: "field" }, this.input, this.popupButton("emoji", (anchor) => this.emojiMenu(anchor))),
        this.popupButton("attach", (anchor) => this.attachMenu(anchor)),
        send,
      ),
      this.fileInput,
    );
  }

  popupButton(name, open) {
    const button = iconButton(name, t(name), () => open(button), `round ${name}`);
    button.setAttribute("aria-haspopup", "menu");
    return button;
  }

  focus() {
    this.input.focus();
  }

  // ---- text ----

  async submit(event) {
    if (event) event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    const context = this.context || {};
    this.clear();
    const sent = context.edit ? this.chat.edit(context.edit, text) : this.send({ text }, context.reply);
    // A text that was not sent returns to the field, unless the field has a new one.
    if (!(await sent) && !this.input.value) {
      this.input.value = text;
      this.grow();
    }
  }

  send(body, reply) {
    const thread = reply && reply.is_topic_message ? { message_thread_id: reply.message_thread_id } : {};
    return this.chat.send({ ...body, ...thread, ...(reply ? { reply_to: reply.message_id } : {}) });
  }

  clear() {
    this.input.value = "";
    this.setContext(null);
    this.showCommands([]);
    this.grow();
  }

  changed() {
    this.grow();
    this.suggest();
  }

  grow() {
    const tallest = Math.max(60, document.body.clientHeight * TALLEST);
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, tallest)}px`;
    this.el.classList.toggle("writing", this.input.value !== "" && !this.input.value.startsWith("/"));
  }

  key(event) {
    if (event.isComposing) return;
    const listed = this.matches.length > 0;
    const chosen = listed && this.stillFits(this.matches[this.chosen]) ? this.matches[this.chosen] : null;
    if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (chosen && event.key === "Tab" && !event.shiftKey) {
      this.input.value = `${this.commandText(chosen)} `;
      this.changed();
    } else if (event.key === "Enter" && !event.shiftKey && !onTouch()) {
      if (chosen) this.sendCommand(chosen);
      else this.submit();
    } else if (event.key === "Escape" && listed) {
      this.showCommands([]);
    } else if (event.key === "Escape" && this.context) {
      this.clear();
    } else if (event.key === "ArrowUp" && !this.input.value && this.chat.focusKeyboard()) {
      // The newest buttons have the focus now.
    } else {
      return;
    }
    event.preventDefault();
  }

  // ---- reply and edit ----

  setContext(context) {
    this.context = context;
    const message = context && (context.reply || context.edit);
    this.contextBar.hidden = !message;
    this.contextBar.textContent = "";
    if (!message) return;
    this.contextBar.append(
      el("span", {}, el("strong", {}, t(context.reply ? "reply" : "edit")), ` ${summary(message)}`),
      iconButton("close", t("cancel"), () => {
        this.clear();
        this.focus();
      }),
    );
    if (context.edit) this.input.value = message.text;
    this.grow();
    this.focus();
  }

  // ---- commands ----

  slash() {
    this.focus();
    if (this.matches.length) return this.showCommands([]);
    if (!this.input.value.startsWith("/")) this.input.value = "/";
    return this.suggest(true);
  }

  async suggest(asked) {
    const typed = /^\/(\w*)$/.exec(this.input.value);
    if (!typed) return this.showCommands([]);
    const commands = await this.chat.commands();
    // The text may have changed while the list was loading.
    const now = /^\/(\w*)$/.exec(this.input.value);
    const prefix = now ? now[1].toLowerCase() : null;
    if (asked && !commands.length) this.chat.toast(t("noCommands"));
    return this.showCommands(prefix === null ? [] : commands.filter(({ command }) => command.startsWith(prefix)));
  }

  /** Whether a listed command still matches the text, which changes while the list is loading. */
  stillFits({ command }) {
    const typed = /^\/(\w*)$/.exec(this.input.value);
    return typed !== null && command.startsWith(typed[1].toLowerCase());
  }

  showCommands(matches) {
    this.matches = matches;
    this.list.hidden = !matches.length;
    this.list.textContent = "";
    matches.forEach((match, index) => {
      const option = el(
        "div",
        // The field keeps the focus while the mouse chooses.
        { role: "option", id: `${this.list.id}-${index}`, mousedown: (event) => event.preventDefault(), click: () => this.sendCommand(match) },
        el("strong", {}, `/${match.command}`),
        el("span", {}, match.description),
      );
      this.list.append(option);
    });
    if (matches.length) this.choose(0);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(index) {
    const options = [...this.list.children];
    this.chosen = (index + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.chosen)));
    this.input.setAttribute("aria-activedescendant", options[this.chosen].id);
    const [top, bottom] = [options[this.chosen].offsetTop, options[this.chosen].offsetTop + options[this.chosen].offsetHeight];
    if (top < this.list.scrollTop) this.list.scrollTop = top;
    if (bottom > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = bottom - this.list.clientHeight;
  }

  commandText(match) {
    return `/${match.command}${this.chat.suffix()}`;
  }

  sendCommand(match) {
    this.clear();
    this.send({ text: this.commandText(match) });
  }

  // ---- emoji and attachments ----

  emojiMenu(anchor) {
    const insert = (emoji) => () => {
      const at = this.input.selectionStart;
      this.input.value = this.input.value.slice(0, at) + emoji + this.input.value.slice(this.input.selectionEnd);
      this.focus();
      this.input.setSelectionRange(at + emoji.length, at + emoji.length);
      this.changed();
    };
    menu(anchor, t("emoji"), EMOJI.map((emoji) => ({ label: emoji, run: insert(emoji) })), true);
  }

  // The emulator makes placeholders for photo, voice and similar; a file is a real file.
  attachMenu(anchor) {
    const standIn = (kind) => ({ label: t(kind), icon: kind, run: () => this.attach({ kind }) });
    const file = { label: `${t("document")}…`, icon: "document", run: () => this.fileInput.click() };
    const kinds = ["photo", "voice", "sticker", "location", "contact"].map(standIn);
    menu(anchor, t("attach"), [...kinds, file]);
  }

  async attach(body) {
    const caption = this.input.value.trim();
    const captioned = caption && ["photo", "voice", "document"].includes(body.kind) && !(this.context || {}).edit;
    const reply = (this.context || {}).reply;
    if (captioned) this.clear();
    await this.send(captioned ? { ...body, caption } : body, reply);
  }

  sendFile() {
    const file = this.fileInput.files[0];
    this.fileInput.value = "";
    if (!file) return;
    if (file.size > MAX_FILE) {
      this.chat.toast(t("tooBig", { size: fileSize(MAX_FILE) }));
      return;
    }
    const reader = new FileReader();
    reader.onload = () => {
      const kind = /^image\/(jpeg|png)$/.test(file.type) ? "photo" : "document";
      this.attach({ kind, file_name: file.name, content_base64: reader.result.split(",")[1] || "" });
    };
    reader.readAsDataURL(file);
  }
}
