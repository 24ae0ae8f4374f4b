// One message: the bubble, its content, and its keyboard.

import { el, icon, iconButton, displayName } from "./dom.js";
import { rich, onlyEmoji, safe } from "./text.js";
import { fileUrl } from "./world.js";
import { t, time, fileSize } from "./words.js";

const BEGINNING = 40;
const TALLEST_PICTURE = 480;
const SMALLEST_PICTURE = 60;
const FILES = ["document", "voice", "audio", "video", "animation", "video_note"];

/**
 * The node for `message` as `view.me` sees it; `view.bot` is the bot's name in their language. `view.actions` are the
 * column's: link, send, toast, press(message, row, column, button), menu(message, anchor).
 */
export function renderMessage(message, view) {
  const service = serviceText(message, view);
  if (service) return el("p", { class: "service" }, service);
  const own = Boolean(message.from && message.from.id === view.me);
  const text = body(message, view.actions);
  const content = [quote(message, view), media(message), text].filter(Boolean);
  if (!content.length) content.push(el("p", { class: "text unknown" }, t("unknownKind")));
  if (text) text.append(meta(message));
  else content.push(meta(message));
  const keys = keyboard(message, view.actions);
  const jumbo = message.text && !message.entities && onlyEmoji(message.text);
  const className = ["message", own ? "own" : "theirs", jumbo ? "jumbo" : "", keys ? "keyed" : ""].join(" ");
  return el(
    "div",
    { class: className, "data-id": message.message_id },
    el("div", { class: "bubble" }, author(message, own, view), ...content),
    iconButton("more", t("moreOf", { name: beginning(message) }), (event) => view.actions.menu(message, event.currentTarget), "act"),
    keys,
  );
}

// The bot's name is in the language of the person whose phone it is.
const nameOf = (someone, view) => (someone.is_bot && view.bot) || displayName(someone);

function serviceText(message, view) {
  const came = message.new_chat_members;
  if (came) return t("joined", { name: came.map((one) => nameOf(one, view)).join(", ") });
  if (message.left_chat_member) return t("left", { name: nameOf(message.left_chat_member, view) });
  if (message.group_chat_created || message.supergroup_chat_created) return t("groupMade");
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("upgraded");
  if (message.pinned_message) return t("pinned");
  if (message.forum_topic_created) return `# ${message.forum_topic_created.name}`;
  return null;
}

// In a private chat the side of the bubble shows the sender, and screen readers get the name.
function author(message, own, view) {
  const sender = message.from || message.sender_chat || message.chat;
  const name = own ? t("you") : nameOf(sender, view);
  if (own || view.private) return el("span", { class: "sr" }, `${name}: `);
  return el("span", { class: "author" }, name);
}

function quote(message, view) {
  const to = message.reply_to_message;
  if (!to) return null;
  return el("div", { class: "quote" }, el("strong", {}, nameOf(to.from || to.chat || {}, view)), el("span", {}, summary(to)));
}

/** A message in one line. */
export function summary(message) {
  if (message.text || message.caption) return message.text || message.caption;
  const kind = ["photo", "sticker", "location", "contact", "poll", "dice", ...FILES].find((name) => message[name]);
  return kind ? t(kind) : t("unknownKind");
}

/** The first words of a message, by which it can be told from others. */
export function beginning(message) {
  const words = Array.from(summary(message).replace(/\s+/g, " ").trim());
  return words.length > BEGINNING ? `${words.slice(0, BEGINNING).join("")}…` : words.join("");
}

function body(message, actions) {
  if (message.text) return el("div", { class: "text" }, ...rich(message.text, message.entities, actions));
  if (message.caption) return el("div", { class: "text" }, ...rich(message.caption, message.caption_entities, actions));
  return null;
}

function media(message) {
  if (message.photo && message.photo.length) return picture(message);
  if (message.sticker) return sticker(message.sticker);
  const kind = FILES.find((name) => message[name]);
  if (kind) return file(kind, message[kind]);
  if (message.location) return card("location", t("location"), `${message.location.latitude}, ${message.location.longitude}`);
  if (message.contact) return card("contact", displayName(message.contact), message.contact.phone_number);
  if (message.poll) return card("document", message.poll.question, message.poll.options.map((option) => option.text).join(" · "));
  if (message.dice) return el("p", { class: "text" }, `${message.dice.emoji} ${message.dice.value}`);
  return null;
}

function picture(message) {
  const size = message.photo.reduce((best, one) => (one.width > best.width ? one : best));
  const src = fileUrl(size.file_id);
  const img = el("img", { src, alt: message.caption ? "" : t("photo"), width: size.width, height: size.height });
  // Shown whole, at its own size where there is room. The width is known before the picture has come, so nothing jumps.
  const width = Math.min(size.width, (TALLEST_PICTURE * size.width) / size.height);
  img.style.width = `${Math.max(width, SMALLEST_PICTURE)}px`;
  img.addEventListener("error", () => img.classList.add("broken"));
  return el("a", { class: "picture", href: src, target: "_blank", rel: "noopener", "aria-label": t("photo") }, img);
}

function sticker(thing) {
  const img = el("img", { class: "sticker", src: fileUrl(thing.file_id), alt: `${t("sticker")} ${thing.emoji || ""}` });
  img.addEventListener("error", () => img.replaceWith(el("span", { class: "emoji-sticker" }, thing.emoji || "🙂")));
  return img;
}

function file(kind, thing) {
  const name = thing.file_name || t(kind);
  const seconds = thing.duration === undefined ? "" : `${Math.floor(thing.duration / 60)}:${String(thing.duration % 60).padStart(2, "0")}`;
  const line = [seconds, thing.file_size === undefined ? "" : fileSize(thing.file_size)].filter(Boolean).join(" · ");
  const label = t("download", { name: [name, line].filter(Boolean).join(", ") });
  return el(
    "a",
    { class: "card", href: fileUrl(thing.file_id), download: thing.file_name || kind, "aria-label": label },
    icon(kind === "voice" ? "voice" : "document"),
    el("span", {}, el("strong", {}, name), el("small", {}, line)),
  );
}

function card(name, title, line) {
  return el("div", { class: "card" }, icon(name), el("span", {}, el("strong", {}, title), el("small", {}, line)));
}

function meta(message) {
  const at = new Date(message.date * 1000);
  // Telegram hides the mark on messages of bots, which edit their pages at every tap.
  const edited = message.edit_date && !(message.from && message.from.is_bot);
  return el(
    "span",
    { class: "meta" },
    edited ? el("span", { class: "edited" }, t("edited")) : null,
    edited ? " " : null,
    el("time", { datetime: at.toISOString(), title: at.toLocaleString() }, time(message.date)),
  );
}

function keyboard(message, actions) {
  const rows = message.reply_markup && message.reply_markup.inline_keyboard;
  if (!rows || !rows.length) return null;
  const buttons = (row, r) => el("div", { class: "row" }, ...row.map((button, c) => key(message, button, r, c, actions)));
  return el("div", { class: "keyboard", keydown: walk }, ...rows.map(buttons));
}

function key(message, button, row, column, actions) {
  const url = button.url || (button.login_url && button.login_url.url) || (button.web_app && button.web_app.url);
  if (url && safe(url)) {
    const click = (event) => actions.link(url, event);
    return el("a", { class: "key", href: url, target: "_blank", rel: "noopener noreferrer", click }, label(button), icon("link"));
  }
  const click = (event) => actions.press(message, row, column, button, event.currentTarget);
  const mark = button.copy_text ? icon("copy") : button.switch_inline_query !== undefined ? icon("share") : null;
  return el("button", { type: "button", class: "key", click }, label(button), mark);
}

// One line, cut where the button ends, as Telegram does it.
const label = (button) => el("span", { class: "label" }, button.text);

// Arrow keys move between the buttons, as Tab does.
function walk(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const keys = [...event.currentTarget.querySelectorAll(".key")];
  const next = keys[keys.indexOf(document.activeElement) + step];
  if (next) next.focus();
  event.preventDefault();
}
