// Text with Telegram's entities, and the links that the page follows itself.

import { el, copy } from "./dom.js";
import { t } from "./words.js";

const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];

/**
 * Nodes for `text` with `entities` (offsets and lengths in UTF-16 units, as JavaScript counts).
 * `actions`: link(href, event) may take a link over, send(text) sends a command, toast(text) says something.
 */
export function rich(text, entities, actions) {
  const order = (a, b) => a.offset - b.offset || b.length - a.length || BLOCKS.includes(b.type) - BLOCKS.includes(a.type);
  return nest(text, [...(entities || [])].sort(order), 0, text.length, actions);
}

// An entity that reaches beyond the surrounding one is cut off. Telegram sends no such entities.
function nest(text, entities, start, end, actions) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    const inside = [];
    for (i += 1; i < entities.length && entities[i].offset < stop; i += 1) inside.push(entities[i]);
    if (entity.offset < at || stop <= entity.offset) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push(wrap(entity, text.slice(entity.offset, stop), nest(text, inside, entity.offset, stop, actions), actions));
    at = stop;
    // A block ends its line, so a line break after it would show as an empty line.
    if (BLOCKS.includes(entity.type) && text[at] === "\n" && at < end) at += 1;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

function wrap(entity, plain, children, actions) {
  const link = (href) => anchor(href, children, actions);
  switch (entity.type) {
    case "text_link":
      return link(entity.url);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(plain) ? plain : `https://${plain}`);
    case "email":
      return link(`mailto:${plain}`);
    case "phone_number":
      return link(`tel:${plain.replace(/[^+\d]/g, "")}`);
    case "mention":
      return link(`https://t.me/${plain.slice(1)}`);
    case "bot_command":
      return pressable("span", "command", children, () => actions.send(plain));
    case "code":
      return pressable("code", "", children, () => copied(plain, actions), t("copy"));
    case "pre":
      return pressable("pre", "", children, () => copied(plain, actions), t("copy"));
    case "blockquote":
      return el("blockquote", {}, ...children);
    case "expandable_blockquote":
      return expandable(children);
    case "spoiler":
      return spoiler(children);
    default:
      return el(TAGS[entity.type] || "span", {}, ...children);
  }
}

/** Copies a text and confirms it. */
export async function copied(text, actions) {
  actions.toast(t((await copy(text)) ? "copied" : "notCopied"));
}

function pressable(tag, className, children, run, title) {
  const key = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    run();
  };
  const attributes = { class: `pressable ${className}`, tabindex: 0, role: "button", title, click: run, keydown: key };
  return el(tag, attributes, ...children);
}

function anchor(href, children, actions) {
  if (!safe(href)) return el("span", {}, ...children);
  const click = (event) => actions.link(href, event);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", click }, ...children);
}

/** Whether a link may be opened: never `javascript:` and similar. */
export const safe = (href) => /^(https?|tg|mailto|tel):/i.test(href || "");

function expandable(children) {
  const body = el("div", { class: "folded" }, ...children);
  const button = el("button", { type: "button", class: "fold", "aria-expanded": "false" }, t("showMore"));
  const turn = () => {
    const open = !body.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = t(open ? "showLess" : "showMore");
  };
  button.addEventListener("click", turn);
  // A tap on the quote itself unfolds it too, as in Telegram.
  body.addEventListener("click", (event) => {
    const acts = event.target.closest("a, [role=button]");
    if (!acts && body.classList.contains("folded")) turn();
  });
  return el("blockquote", { class: "expandable" }, body, button);
}

function spoiler(children) {
  const content = el("span", { "aria-hidden": "true" }, ...children);
  const node = pressable("span", "spoiler", [content], () => {
    node.classList.add("shown");
    ["role", "tabindex", "aria-label"].forEach((name) => node.removeAttribute(name));
    content.removeAttribute("aria-hidden");
  });
  node.setAttribute("aria-label", t("showSpoiler"));
  return node;
}

/**
 * The meaning of a link inside Telegram: `{start}` or `{startgroup}` for a deep link to the bot, `{share}` for a share
 * link, null for any other.
 */
export function telegramLink(href, botName) {
  let url;
  try {
    url = new URL(href);
  } catch (invalid) {
    return null;
  }
  const value = (name) => url.searchParams.get(name) || "";
  const web = /^(www\.)?(t|telegram)\.me$/i.test(url.hostname) && /^https?:$/.test(url.protocol);
  const tg = url.protocol === "tg:" ? href.replace(/^tg:(\/\/)?/i, "").split("?")[0].replace(/\/$/, "") : "";
  const path = url.pathname.split("/").filter(Boolean);
  if ((web && path[0] === "share") || tg === "msg_url") {
    return { share: [value("text"), value("url")].filter(Boolean).join("\n") };
  }
  const name = web ? path[0] : tg === "resolve" && value("domain");
  if (!name || !botName || name.toLowerCase() !== botName.toLowerCase()) return null;
  if (url.searchParams.has("startgroup")) return { startgroup: payload(value("startgroup")) };
  return { start: payload(value("start")) };
}

// Telegram replaces an invalid payload by a bare /start.
const payload = (text) => (/^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : "");

/** A text of only one to three emoji is shown large. */
export function onlyEmoji(text) {
  return /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u.test(text);
}
