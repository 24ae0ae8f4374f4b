// Dialogs and small menus over the page. Esc closes them, and the focus returns to its place.

import { el, icon, copy } from "./dom.js";
import { t } from "./words.js";

let closeMenu = null;
let lastId = 0;

/**
 * Shows a dialog and returns a function that closes it. `buttons`: [{label, run, main}]; `submit` runs on Enter and for
 * the main button. Either may return false to keep the dialog open, or a function to call when it is closed.
 */
export function dialog({ title, body, buttons, role, submit }) {
  const before = document.activeElement;
  const id = `dialog${(lastId += 1)}`;
  const close = () => {
    veil.remove();
    if (before && before.isConnected) before.focus();
  };
  const act = (run) => async () => {
    const then = run && (await run());
    if (then !== false) close();
    if (typeof then === "function") then();
  };
  const actions = buttons.map(({ label, run, main }) =>
    el("button", { type: main && submit ? "submit" : "button", class: main ? "main" : "plain", click: main && submit ? null : act(run) }, label),
  );
  const onSubmit = (event) => {
    event.preventDefault();
    if (submit) act(submit)();
  };
  const form = el("form", { submit: onSubmit }, el("h2", { id }, title), ...[].concat(body), el("div", { class: "actions" }, ...actions));
  const box = el("div", { class: "dialog", role: role || "dialog", "aria-modal": "true", "aria-labelledby": id, tabindex: -1 }, form);
  const veil = el("div", { class: "veil" }, box);
  veil.addEventListener("mousedown", (event) => event.target === veil && close());
  veil.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") keepInside(box, event);
    event.stopPropagation();
  });
  document.body.append(veil);
  (form.querySelector("input, textarea, .main") || box).focus();
  return close;
}

function keepInside(box, event) {
  const stops = [...box.querySelectorAll("button, input, select, textarea, a[href]")].filter((node) => !node.disabled);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

/** A message that must be confirmed, such as a bot's alert. */
export function alertDialog(title, text) {
  dialog({ title, role: "alertdialog", body: el("p", { class: "pre-line" }, text), buttons: [{ label: t("ok"), main: true }] });
}

/** A text to share, with a button that copies it. */
export function shareDialog(text, toast) {
  const field = el("textarea", { readonly: true, rows: 6, "aria-label": t("share") });
  field.value = text;
  const run = async () => toast(t((await copy(text)) ? "copied" : "notCopied"));
  const buttons = [{ label: t("close") }, { label: t("copy"), run, main: true }];
  dialog({ title: t("share"), body: [el("p", { class: "hint" }, t("shareHint")), field], buttons });
}

/** A menu beside `anchor`. `items`: [{label, icon, run}]; `grid` shows only the labels, in a grid. */
export function menu(anchor, label, items, grid) {
  if (closeMenu) closeMenu();
  const close = (refocus) => {
    box.remove();
    document.removeEventListener("mousedown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
    closeMenu = null;
    if (refocus) anchor.focus();
  };
  const outside = (event) => !box.contains(event.target) && close(false);
  const entries = items.map((item) => {
    const click = () => {
      close(true);
      item.run();
    };
    return el("button", { type: "button", class: "item", role: "menuitem", tabindex: -1, click }, item.icon ? icon(item.icon) : null, item.label);
  });
  const box = el("div", { class: grid ? "menu grid" : "menu", role: "menu", "aria-label": label }, ...entries);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: grid ? 6 : 1, ArrowUp: grid ? -6 : -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = entries.indexOf(document.activeElement);
    if (step) entries[(at + step + entries.length * 6) % entries.length].focus();
    if (event.key === "Home") entries[0].focus();
    if (event.key === "End") entries[entries.length - 1].focus();
    if (event.key === "Escape" || event.key === "Tab") close(true);
    if (step || ["Home", "End", "Escape", "Tab"].includes(event.key)) event.preventDefault();
    event.stopPropagation();
  });
  // Inside the main landmark, where screen readers look for it.
  document.querySelector("main").append(box);
  place(box, anchor);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("mousedown", outside, true);
  closeMenu = () => close(false);
  entries[0].focus();
}

// Below the anchor if there is room, otherwise above, and always inside the window.
function place(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const below = at.bottom + height + 8 < window.innerHeight;
  box.style.top = `${Math.max(4, below ? at.bottom + 4 : at.top - height - 4)}px`;
  box.style.left = `${Math.max(4, Math.min(at.left, window.innerWidth - width - 8))}px`;
}
