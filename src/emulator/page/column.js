// One person's phone: the chat with the bot, their groups, and their actions.

import { el, refill, iconButton, avatar, displayName } from "./dom.js";
import { Composer } from "./composer.js";
import { dialog, alertDialog, shareDialog, menu } from "./popups.js";
import { Log } from "./log.js";
import { telegramLink, copied, safe } from "./text.js";
import { beginning } from "./message.js";
import { inTopic, newTopic, showTopics } from "./forum.js";
import { world, post, messagesOf, loadHistory, loadOlder, hasOlder, loadMenu, groupsOf, answerTo } from "./world.js";
import { t } from "./words.js";

// How long Telegram's clients wait for an answer to a button, and how long they show that somebody is typing.
const ANSWER_MS = 15000;
const TYPING_MS = 5500;
const TOAST_MS = 5000;

export class Column {
  /** `shell`: actions of the whole page: close(column), newGroup(column). */
  constructor(person, shell) {
    this.person = person;
    this.shell = shell;
    this.chat = person;
    this.topic = 0; // the topic of a forum; 0 is the general one
    this.menu = {};
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

  /** Builds the column again, for example after the page's language has changed. */
  build() {
    const draft = this.composer ? this.composer.input.value : "";
    this.actions = {
      link: (href, event) => this.link(href, event),
      send: (text) => this.send({ text }),
      toast: (text) => this.toast(text),
      press: (...press) => this.press(...press),
      menu: (message, anchor) => this.messageMenu(message, anchor),
    };
    this.composer = new Composer({
      send: (body) => this.send(body),
      edit: ({ message_id }, text) => this.call(`/chats/${this.chat}/edit`, { from: this.person, message_id, text }),
      commands: async () => (await this.loadMenu()).commands || [],
      suffix: () => (this.private ? "" : `@${world.bot.username}`),
      toast: (text) => this.toast(text),
      focusKeyboard: () => this.log.focusKeyboard(),
    });
    this.composer.input.value = draft;
    this.tabs = el("nav", { class: "tabs", "aria-label": t("chats") });
    this.head = el("div", { class: "head" });
    this.topics = el("nav", { class: "tabs topics", hidden: true });
    this.log = new Log(this.actions, () => this.focus(), () => this.showOlder());
    this.toastBox = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.bottom = el("div", { class: "bottom" });
    this.el.textContent = "";
    this.el.setAttribute("aria-label", t("phoneOf", { name: displayName(this.me) }));
    this.log.el.append(this.toastBox);
    this.el.append(this.strip(), this.tabs, this.head, this.topics, this.log.el, this.bottom);
    this.refresh();
    this.log.scrollDown();
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
    this.topic = 0;
    this.log.clear();
    this.unread.delete(chat);
    this.composer.clear();
    try {
      await Promise.all([loadHistory(chat), this.loadMenu()]);
    } catch (error) {
      this.toast(error.message);
    }
    this.refresh();
    this.log.scrollDown();
  }

  async showOlder() {
    try {
      await loadOlder(this.chat);
    } catch (error) {
      this.toast(error.message);
    }
    this.refreshLog();
  }

  async loadMenu() {
    try {
      this.menu = await loadMenu(this.chat, this.person);
    } catch (unreachable) {
      this.toast(unreachable.message);
    }
    return this.menu;
  }

  /** Applies an event. */
  update(events) {
    const groups = groupsOf(this.person).map((group) => group.id);
    if (!this.private && !groups.includes(this.chat)) this.open(this.person);
    const mine = events.filter((event) => event.chat === this.chat);
    for (const event of mine) {
      if (event.kind === "typing") this.showTyping();
      if (event.kind === "sent") this.typingUntil = 0;
    }
    for (const event of events) {
      const elsewhere = event.chat !== this.chat && (event.chat === this.person || groups.includes(event.chat));
      if (event.kind === "sent" && elsewhere) this.unread.set(event.chat, (this.unread.get(event.chat) || 0) + 1);
    }
    const renamed = events.some((event) => /^(set|delete)my/i.test(event.method || ""));
    if (renamed) this.loadMenu().then(() => this.refresh());
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
    const tab = (id, name, face) => {
      const count = this.unread.get(id);
      const badge = count ? el("span", { class: "count", title: t("unread", { n: count }) }, String(count)) : null;
      const current = id === this.chat ? "true" : null;
      return el("button", { type: "button", "aria-current": current, click: () => this.open(id) }, avatar(face), el("span", {}, name), badge);
    };
    const bot = this.botName();
    const others = groups.map((group) => tab(group.id, displayName(group), group));
    refill(this.tabs, [tab(this.person, bot, { ...world.bot, first_name: bot }), ...others]);
  }

  /** The bot's name in the person's language. */
  botName() {
    return this.menu.name || world.bot.first_name || t("bot");
  }

  refreshHead() {
    const typing = this.typingUntil > Date.now();
    const count = (this.here.members || []).length + (this.here.blocked ? 0 : 1);
    const subtitle = this.private ? t("bot") : t("members", { n: count });
    const name = this.private ? this.botName() : displayName(this.here);
    const status = typing ? el("span", { class: "typing" }, t("typing")) : el("span", {}, subtitle);
    const old = this.head.querySelector("button");
    const more = old || this.moreButton();
    const label = el("div", { class: "name" }, el("h2", {}, name), status);
    const face = avatar(this.private ? { ...world.bot, first_name: name } : this.here);
    // The button stays the same node and so keeps the focus.
    [...this.head.childNodes].forEach((node) => node !== more && node.remove());
    this.head.prepend(face, label);
    if (!old) this.head.append(more);
    showTopics(this.topics, this.here, this.topic, (topic) => this.openTopic(topic));
    this.log.list.setAttribute("aria-label", t("messages", { name }));
  }

  openTopic(topic) {
    this.topic = topic;
    this.log.clear();
    this.refresh();
    this.log.scrollDown();
    this.focus();
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
      // A "blocked" group is one without the bot.
      const absent = this.here.blocked;
      const add = { label: t("addBot"), icon: "plus", run: change("add_bot") };
      const remove = { label: t("removeBot"), icon: "close", run: change("remove_bot") };
      const leave = { label: t("leaveGroup"), icon: "down", run: change("leave", { user: this.person }) };
      items.unshift(absent ? add : remove, leave);
      const make = (name) => this.call(`/groups/${this.chat}/open_topic`, { name });
      if (this.here.is_forum) items.unshift({ label: t("newTopic"), icon: "plus", run: () => newTopic(make) });
    }
    items.push({ label: t("closePhone"), icon: "close", run: () => this.shell.close(this) });
    return items;
  }

  refreshLog() {
    const forum = this.here.is_forum;
    const messages = messagesOf(this.chat).filter((message) => !forum || inTopic(message, this.topic));
    const empty = messages.length ? null : this.empty();
    this.log.show(messages, { me: this.person, private: this.private, bot: this.botName(), empty, more: hasOlder(this.chat) });
  }

  empty() {
    if (!this.private) return el("p", { class: "service" }, t("emptyGroup"));
    const description = this.menu.description || this.menu.short_description;
    const face = avatar({ ...world.bot, first_name: this.botName() });
    const about = el("div", { class: "about" }, face, el("h2", {}, this.botName()));
    if (description) about.append(el("h3", {}, t("whatCanIt")), el("p", { class: "pre-line" }, description));
    return about;
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
    else (this.bottom.querySelector("button") || this.log.list).focus();
  }

  // ---- actions ----

  /** Calls the emulator. After a refusal, shows the reason and returns null. */
  async call(path, body) {
    try {
      return await post(path, body);
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  send(body) {
    const thread = this.topic ? { message_thread_id: this.topic } : {};
    return this.call(`/chats/${this.chat}/send`, { from: this.person, ...thread, ...body });
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

  // A browser lets a page open a window only at a click, so a link that comes later needs a confirmation.
  openUrl(href) {
    if (this.link(href) || !safe(href)) return;
    const run = () => void window.open(href, "_blank", "noopener");
    const buttons = [{ label: t("cancel") }, { label: t("open"), run, main: true }];
    dialog({ title: t("link"), body: el("p", { class: "pre-line" }, href), buttons });
  }

  /** Follows a link with a meaning inside Telegram. Returns whether it was one. */
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
    const items = [{ label: t("reply"), icon: "reply", run: () => this.composer.setContext({ reply: message }) }];
    const text = message.text || message.caption;
    if (text) items.push({ label: t("copyText"), icon: "copy", run: () => copied(text, this.actions) });
    const own = message.from && message.from.id === this.person;
    const edit = () => this.composer.setContext({ edit: message });
    if (own && message.text) items.push({ label: t("edit"), icon: "edit", run: edit });
    menu(anchor, t("moreOf", { name: beginning(message) }), items);
  }

  toast(text) {
    const node = el("div", { class: "toast" }, text);
    this.toastBox.textContent = "";
    this.toastBox.append(node);
    setTimeout(() => node.remove(), TOAST_MS);
  }
}
