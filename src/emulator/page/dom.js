// Helpers: elements, icons, avatars, the clipboard, stored settings.

/** An element with attributes (a function is a listener) and children (texts or nodes; empty ones are left out). */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

/** Replaces all children and keeps the focus in its place. */
export function refill(parent, children) {
  const at = [...parent.children].indexOf(document.activeElement);
  parent.textContent = "";
  parent.append(...children);
  if (children[at]) children[at].focus();
}

const ICONS = {
  send: "M3 11.5 20.5 4 15 20.5l-4-6.5zM11 14l9.5-10",
  attach: "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.6 1.6 0 0 1-2.3-2.3L14.5 7",
  emoji: "M12 3a9 9 0 1 0 .01 0M8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.5M15 9.5v.5",
  slash: "M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1M14 8l-4 8",
  close: "M6 6l12 12M18 6 6 18",
  more: "M12 5v.5M12 12v.5M12 19v.5",
  plus: "M12 5v14M5 12h14",
  down: "M12 5v14M6 13l6 6 6-6",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4M15 9v.5",
  document: "M7 3h7l5 5v13H7zM14 3v5h5",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4M6 11a6 6 0 0 0 12 0M12 17v4",
  sticker: "M5 4h14v10l-6 6H5zM13 20v-6h6M9 9v1M15 9v1",
  location: "M12 21c4-5 6.5-8.5 6.5-11.5a6.5 6.5 0 0 0-13 0C5.5 12.5 8 16 12 21M12 8a1.8 1.8 0 1 0 .01 0",
  contact: "M12 4a3.5 3.5 0 1 0 .01 0M5 20c0-4 3-6 7-6s7 2 7 6z",
  link: "M9 15 19 5M12 5h7v7M19 15v4H5V5h4",
  copy: "M9 8h11v12H9zM15 8V4H4v12h5",
  reply: "M10 5 3 12l7 7v-4.5c5 0 8.5 1.5 11 5-1-6-4-10-11-10.5z",
  edit: "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
  share: "M4 13v7h16v-7M12 15V4M7.5 8 12 3.5 16.5 8",
  group: "M9 6a3 3 0 1 0 .01 0M3 19c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 7a2.5 2.5 0 0 1 0 5M17.5 14c2.2.6 3.5 2.4 3.5 5",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name] || ICONS.document);
  svg.append(path);
  return svg;
}

/** A button with only an icon. The label is its tooltip and its name for screen readers. */
export function iconButton(name, label, click, className) {
  return el("button", { type: "button", class: className || "round", "aria-label": label, title: label, click }, icon(name));
}

export function displayName(someone) {
  return someone.title || [someone.first_name, someone.last_name].filter(Boolean).join(" ") || String(someone.id);
}

/** A disc with initials, in one of eight colours chosen by the id. */
export function avatar(someone) {
  const initials = displayName(someone).split(/\s+/).map((word) => Array.from(word)[0]).slice(0, 2).join("");
  return el("span", { class: `avatar hue${Math.abs(Number(someone.id) || 0) % 8}`, "aria-hidden": "true" }, initials.toUpperCase());
}

/** Copies a text, even in browsers without the clipboard API. Returns whether it worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    const before = document.activeElement;
    const field = el("textarea", { class: "hidden-field", readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (before && before.focus) before.focus();
    return done;
  }
}

/** Settings that the browser keeps between visits, if it can. */
export const memory = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(`demo.${key}`));
    } catch (missing) {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`demo.${key}`, JSON.stringify(value));
    } catch (full) {
      // The page works without stored settings.
    }
  },
};
