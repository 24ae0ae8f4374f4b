// One person's phone: the bot's chat, their groups, and everything they can do there.

import { el, refill, iconButton, avatar, displayName } from "./dom.js";
import { Composer } from "./composer.js";
import { dialog, alertDialog, shareDialog, menu } from "./popups.js";
import { renderMessage } from "./message.js";
import { rich, telegramLink, copied, safe } from "./text.js";
import { world, post, messagesOf, loadHistory, loadMenu, groupsOf, answerTo } from "./world.js";
import { t, day } from "./words.js";

// How long Telegram's clients wait for an answer to a button, and show that somebody is typing.
const ANSWER_MS = 15000;
const TYPING_MS = 5500;
const TOAST_MS = 5000;

export class Column {
  /** `shell`: close(column), show(column), newGroup(person), unread(column). */
  constructor(person, shell) {
    this.person = person;
    this.shell = shell;
    this.chat = person;
    this.menu = {};
    this.nodes = new Map(); // message id → {node, json}
    this.unread = new Map(); // chat id → how many came while another chat was open
    this.el = el("section", { class: "column" });
    this.build();
  }

  get me() {
    return world.chats.get(this.person) || { id: this.person };
  }

  get here() {
    return world.chats.get(this.chat) || this.me;
  }

  get private() {
    return this.chat === this.person;
  }

  /** Makes everything anew, as when the page's language changes. */
  build() {
    const draft = this.composer ? this.composer.input.value : "";
    this.nodes.clear();
    this.actions = {
      link: (href, event) => this.link(href, event),
      send: (text) => this.send({ text }),
      toast: (text) => this.toast(text),
      press: (...press) => this.press(...press),
      menu: (message, anchor) => this.messageMenu(message, anchor),
    };
    this.composer = new Composer({
      send: (body) => this.send(body),
      edit: (message, text) => this.call(`/chats/${this.chat}/edit`, { from: this.person, message_id: message.message_id, text }),
      commands: async () => (await this.loadMenu()).commands || [],
      suffix: () => (this.private ? "" : `@${world.bot.username}`),
      toast: (text) => this.toast(text),
      focusKeyboard: () => this.focusKeyboard(),
    });
    this.composer.input.value = draft;
    this.tabs = el("nav", { class: "tabs", "aria-label": t("chats") });
    this.head = el("header", { class: "head" });
    this.log = el("div", { class: "log", role: "log", tabindex: 0, scroll: () => this.scrolled() });
    this.toNewest = iconButton("down", t("toNewest"), () => this.scrollDown(), "round newest");
    this.toNewest.hidden = true;
    this.toastBox = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.bottom = el("div", { class: "bottom" });
    this.el.textContent = "";
    this.el.setAttribute("aria-label", t("phoneOf", { name: displayName(this.me) }));
    const stage = el("div", { class: "stage" }, this.log, this.toNewest, this.toastBox);
    this.el.append(this.strip(), this.tabs, this.head, stage, this.bottom);
    this.el.onkeydown = (event) => this.key(event);
    // What was in sight at the bottom stays there when the keyboard of a phone opens.
    if (window.ResizeObserver) new ResizeObserver(() => this.stuck && this.scrollDown()).observe(this.log);
    this.refresh();
    this.scrollDown();
  }

  strip() {
    const language = this.me.language_code;
    return el(
      "div",
      { class: "strip" },
      avatar(this.me),
      el("strong", {}, displayName(this.me)),
      language ? el("span", { class: "badge" }, language.toUpperCase()) : null,
      iconButton("close", t("closePhone"), () => this.shell.close(this)),
    );
  }

  /** Opens one of the person's chats. */
  async open(chat) {
    this.chat = chat;
    this.nodes.clear();
    this.log.textContent = "";
    this.unread.delete(chat);
    this.composer.clear();
    try {
      await Promise.all([loadHistory(chat), this.loadMenu()]);
    } catch (error) {
      this.toast(error.message);
    }
    this.refresh();
    this.scrollDown();
  }

  async loadMenu() {
    try {
      this.menu = await loadMenu(this.chat, this.person);
    } catch (unreachable) {
      this.toast(unreachable.message);
    }
    return this.menu;
  }

  /** Takes in what happened. */
  update(events) {
    if (!world.chats.has(this.chat)) this.open(this.person);
    const mine = events.filter((event) => event.chat === this.chat);
    for (const event of mine) {
      if (event.kind === "typing") this.showTyping();
      if (event.kind === "sent") this.typingUntil = 0;
    }
    const groups = groupsOf(this.person).map((group) => group.id);
    for (const event of events) {
      const elsewhere = event.chat !== this.chat && (event.chat === this.person || groups.includes(event.chat));
      if (event.kind === "sent" && elsewhere) this.unread.set(event.chat, (this.unread.get(event.chat) || 0) + 1);
    }
    if (events.some((event) => /^(setmy|deletemy)/i.test(event.method || ""))) this.loadMenu().then(() => this.refreshHead());
    this.refresh();
  }

  refresh() {
    this.refreshTabs();
    this.refreshHead();
    this.refreshLog();
    this.refreshBottom();
  }

  refreshTabs() {
    const groups = groupsOf(this.person);
    this.tabs.hidden = !groups.length;
    const tab = (id, name) => {
      const count = this.unread.get(id);
      const badge = count ? el("span", { class: "count", "aria-label": t("unread", { n: count }) }, String(count)) : null;
      return el("button", { type: "button", "aria-current": id === this.chat ? "true" : null, click: () => this.open(id) }, name, badge);
    };
    refill(this.tabs, [tab(this.person, world.bot.first_name), ...groups.map((group) => tab(group.id, displayName(group)))]);
  }

  botName() {
    return (this.private && this.menu.name) || world.bot.first_name || t("bot");
  }

  refreshHead() {
    const typing = this.typingUntil > Date.now();
    const subtitle = this.private ? t("bot") : t("members", { n: (this.here.members || []).length + (this.here.bot === false ? 0 : 1) });
    const name = this.private ? this.botName() : displayName(this.here);
    const status = typing ? el("span", { class: "typing" }, t("typing")) : el("span", {}, subtitle);
    const old = this.head.querySelector("button");
    const more = old || this.moreButton();
    const label = el("div", { class: "name" }, el("h2", {}, name), status);
    const face = avatar(this.private ? { ...world.bot, first_name: name } : this.here);
    // The button stays the same node, so that it keeps the focus.
    [...this.head.childNodes].forEach((node) => node !== more && node.remove());
    this.head.prepend(face, label);
    if (!old) this.head.append(more);
    this.log.setAttribute("aria-label", t("messages", { name }));
  }

  moreButton() {
    const button = iconButton("more", t("more"), () => menu(button, t("more"), this.chatMenu()));
    button.setAttribute("aria-haspopup", "menu");
    return button;
  }

  chatMenu() {
    const items = [{ label: t("newGroup"), icon: "group", run: () => this.shell.newGroup(this) }];
    if (this.private) {
      const blocked = this.me.blocked;
      items.unshift({ label: t(blocked ? "unblock" : "block"), icon: "close", run: () => this.block(!blocked) });
    } else {
      const change = (what, body) => () => this.call(`/groups/${this.chat}/${what}`, body);
      items.unshift(
        { label: t("addBot"), icon: "plus", run: change("add_bot") },
        { label: t("removeBot"), icon: "close", run: change("remove_bot") },
        { label: t("leaveGroup"), icon: "down", run: change("leave", { user: this.person }) },
      );
    }
    items.push({ label: t("closePhone"), icon: "close", run: () => this.shell.close(this) });
    return items;
  }

  // ---- the log ----

  refreshLog() {
    const messages = messagesOf(this.chat);
    const last = messages[messages.length - 1];
    const followed = this.atBottom() || (last && !this.nodes.has(last.message_id) && last.from && last.from.id === this.person);
    const focused = this.focusedKey();
    const wanted = [];
    let lastDay = "";
    for (const message of messages) {
      const today = day(message.date);
      if (today !== lastDay) wanted.push(this.dayNode(today));
      lastDay = today;
      wanted.push(this.messageNode(message));
    }
    if (!messages.length) wanted.push(this.empty());
    reconcile(this.log, wanted);
    if (followed) this.scrollDown();
    else this.scrolled();
    this.refocus(focused);
  }

  messageNode(message) {
    const json = JSON.stringify(message);
    const known = this.nodes.get(message.message_id);
    if (known && known.json === json) return known.node;
    const node = renderMessage(message, { me: this.person, private: this.private, actions: this.actions });
    if (known && known.node.isConnected) known.node.replaceWith(node);
    this.nodes.set(message.message_id, { node, json });
    return node;
  }

  dayNode(text) {
    const known = [...this.log.querySelectorAll(".day")].find((node) => node.textContent === text);
    return known || el("p", { class: "day" }, text);
  }

  empty() {
    if (!this.private) return el("p", { class: "service" }, t("emptyGroup"));
    const description = this.menu.description || this.menu.short_description;
    const face = avatar({ ...world.bot, first_name: this.botName() });
    const about = description ? [el("h3", {}, t("whatCanIt")), el("p", { class: "pre-line" }, ...rich(description, [], this.actions))] : [];
    return el("div", { class: "about" }, face, el("h2", {}, this.botName()), ...about);
  }

  atBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  scrollDown() {
    this.log.scrollTop = this.log.scrollHeight;
    this.scrolled();
  }

  scrolled() {
    this.stuck = this.atBottom();
    this.toNewest.hidden = this.stuck;
  }

  // An edited message is drawn anew; the focus stays on the button of the same place.
  focusedKey() {
    const focus = document.activeElement;
    const node = focus && this.log.contains(focus) && focus.closest(".message");
    if (!node) return null;
    return { id: Number(node.dataset.id), index: [...node.querySelectorAll("button, a")].indexOf(focus), key: focus.classList.contains("key") };
  }

  refocus(focused) {
    if (!focused || this.log.contains(document.activeElement)) return;
    const known = this.nodes.get(focused.id);
    const stops = known && known.node.isConnected ? [...known.node.querySelectorAll(focused.key ? ".key" : "button, a")] : [];
    const all = known ? [...known.node.querySelectorAll("button, a")] : [];
    const target = all[focused.index] && stops.includes(all[focused.index]) ? all[focused.index] : stops[0];
    if (target) target.focus();
    else this.focus();
  }

  /** Puts the focus on the newest inline keyboard; false where there is none. */
  focusKeyboard() {
    const keyboards = this.log.querySelectorAll(".keyboard");
    if (!keyboards.length) return false;
    keyboards[keyboards.length - 1].querySelector(".key").focus();
    return true;
  }

  key(event) {
    if (event.key === "Escape" && this.log.contains(document.activeElement)) this.focus();
  }

  showTyping() {
    this.typingUntil = Date.now() + TYPING_MS;
    setTimeout(() => this.refreshHead(), TYPING_MS + 50);
  }

  // ---- the bottom ----

  refreshBottom() {
    const state = this.bottomState();
    if (this.bottomIs === state && this.bottom.firstChild) return;
    const focused = this.bottomIs && this.bottom.contains(document.activeElement);
    this.bottomIs = state;
    this.bottom.textContent = "";
    this.bottom.append(this.bottomNode(state));
    this.composer.grow();
    if (focused) this.focus();
  }

  bottomState() {
    if (this.me.deactivated) return "gone";
    if (!this.private) return "composer";
    if (this.me.blocked) return "blocked";
    return messagesOf(this.chat).length ? "composer" : "start";
  }

  bottomNode(state) {
    const big = (label, click) => el("button", { type: "button", class: "big", click }, label);
    if (state === "gone") return el("p", { class: "note" }, t("goneNote"));
    if (state === "start") return big(t("start"), () => this.send({ text: "/start" }));
    if (state === "blocked") {
      return el("div", {}, el("p", { class: "note" }, t("blockedNote")), big(t("unblock"), () => this.block(false)));
    }
    return this.composer.el;
  }

  focus() {
    if (this.bottomIs === "composer") this.composer.focus();
    else (this.bottom.querySelector("button") || this.log).focus();
  }

  // ---- what a person does ----

  /** Calls the emulator; says what it answered where it refused, and returns null. */
  async call(path, body) {
    try {
      return await post(path, body);
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  send(body) {
    return this.call(`/chats/${this.chat}/send`, { from: this.person, ...body });
  }

  block(blocked) {
    return this.call(`/people/${this.person}/${blocked ? "block" : "unblock"}`);
  }

  async press(message, row, col, button, node) {
    if (button.copy_text) return copied(button.copy_text.text, this.actions);
    const query = [button.switch_inline_query, button.switch_inline_query_current_chat].find((text) => text !== undefined);
    if (query !== undefined) return shareDialog(`@${world.bot.username} ${query}`, this.actions.toast);
    if (node.getAttribute("aria-busy")) return null;
    node.setAttribute("aria-busy", "true");
    const press = { from: this.person, message_id: message.message_id, row, col };
    const reply = await this.call(`/chats/${this.chat}/press`, press);
    const answer = reply && reply.callback_query_id ? await answerTo(reply.callback_query_id, ANSWER_MS) : {};
    node.removeAttribute("aria-busy");
    return answer ? this.showAnswer(answer) : this.toast(t("noAnswer"));
  }

  showAnswer(answer) {
    if (answer.url) this.openUrl(answer.url);
    if (!answer.text) return;
    if (answer.show_alert) alertDialog(this.botName(), answer.text);
    else this.toast(answer.text);
  }

  // A page may open a window at a click only, so a link that came later is asked about.
  openUrl(href) {
    if (this.link(href) || !safe(href)) return;
    const run = () => void window.open(href, "_blank", "noopener");
    dialog({ title: t("link"), body: el("p", { class: "pre-line" }, href), buttons: [{ label: t("cancel") }, { label: t("open"), run, main: true }] });
  }

  /** Follows a link that means something inside Telegram; true when it was one. */
  link(href, event) {
    const meaning = telegramLink(href, world.bot.username);
    if (!meaning) return false;
    if (event) event.preventDefault();
    if (meaning.share !== undefined) shareDialog(meaning.share, this.actions.toast);
    else if (meaning.startgroup !== undefined) this.chooseGroup(meaning.startgroup);
    else this.deepLink(meaning.start);
    return true;
  }

  async deepLink(payload) {
    if (!this.private) await this.open(this.person);
    if (this.me.blocked) await this.block(false);
    if (payload) await this.send({ text: `/start ${payload}` });
    this.focus();
  }

  chooseGroup(payload) {
    const add = async (group) => {
      await this.open(group.id);
      await this.call(`/groups/${group.id}/add_bot`);
      await this.send({ text: `/start@${world.bot.username}${payload ? ` ${payload}` : ""}` });
    };
    const items = groupsOf(this.person).map((group) => ({ label: displayName(group), icon: "group", run: () => add(group) }));
    items.push({ label: t("newGroup"), icon: "plus", run: () => this.shell.newGroup(this) });
    menu(this.head.querySelector("button"), t("chooseGroup"), items);
  }

  messageMenu(message, anchor) {
    const items = [{ label: t("reply"), icon: "share", run: () => this.composer.setContext({ reply: message }) }];
    const text = message.text || message.caption;
    if (text) items.push({ label: t("copyText"), icon: "copy", run: () => copied(text, this.actions) });
    const own = message.from && message.from.id === this.person;
    if (own && message.text) items.push({ label: t("edit"), icon: "file", run: () => this.composer.setContext({ edit: message }) });
    menu(anchor, t("more"), items);
  }

  toast(text) {
    const node = el("div", { class: "toast" }, text);
    this.toastBox.textContent = "";
    this.toastBox.append(node);
    setTimeout(() => node.remove(), TOAST_MS);
  }
}

// Puts `wanted` into `parent` in order, touching only what differs: screen readers announce what is new and nothing else.
function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  [...parent.childNodes].forEach((node) => keep.has(node) || node.remove());
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}
