// The page as a whole: the people, the open phones, and the page's language.

import { el, refill, iconButton, icon, avatar, displayName, memory } from "./dom.js";
import { Column } from "./column.js";
import { dialog } from "./popups.js";
import { world, post, loadState, loadGuide, people, follow } from "./world.js";
import { t, setLanguage, currentLanguage, browserLanguage, LANGUAGE_NAMES, FIRST_PEOPLE } from "./words.js";

const byId = (id) => document.getElementById(id);
const columns = [];
let current = null;

const shell = {
  close(column) {
    columns.splice(columns.indexOf(column), 1);
    column.el.remove();
    show(columns[columns.length - 1] || null);
    if (current) current.focus();
    else byId("columns").querySelector("button").focus();
  },
  newGroup,
};

/** Opens a person's phone, or brings it to the front. */
async function openPhone(person) {
  let column = columns.find((one) => one.person === person);
  if (!column) {
    column = new Column(person, shell);
    columns.push(column);
    show(column);
    await column.open(person);
  }
  show(column);
  column.focus();
}

/** Brings a column to the front. A small screen shows only one. */
function show(column) {
  current = column;
  memory.set("open", columns.map((one) => one.person));
  const main = byId("columns");
  for (const one of columns) {
    if (one.el.parentNode !== main) main.append(one.el);
    one.el.classList.toggle("current", one === current);
  }
  const lobby = main.querySelector(".lobby");
  if (lobby) lobby.remove();
  if (!columns.length) main.append(lobbyNode());
  if (column) column.log.scrollDown();
  refreshSwitcher();
}

function refreshSwitcher() {
  const switcher = byId("switcher");
  const chips = columns.map((column) => {
    const click = () => {
      show(column);
      column.focus();
    };
    const waiting = column !== current && column.fresh ? el("span", { class: "dot" }) : null;
    if (column === current) column.fresh = false;
    const attributes = { type: "button", "aria-current": column === current ? "true" : null, click };
    return el("button", attributes, avatar(column.me), displayName(column.me), waiting);
  });
  switcher.setAttribute("aria-label", t("people"));
  refill(switcher, chips);
  if (current) chips[columns.indexOf(current)].scrollIntoView({ block: "nearest", inline: "nearest" });
  byId("add-person").hidden = !columns.length;
}

// ---- choosing and creating ----

function lobbyNode() {
  const title = el("h2", { id: "lobby-title" }, t("who"));
  const about = world.guide.about[currentLanguage()];
  const words = [about ? el("p", { class: "intro pre-line" }, about) : null, title, el("p", {}, t("whoHint"))];
  return el("section", { class: "lobby", "aria-labelledby": "lobby-title" }, ...words, choices(() => {}));
}

// Cards of the people whose phones are closed, and a card to add a person.
function choices(done) {
  const card = (person) => {
    const click = () => {
      done();
      openPhone(person.id);
    };
    const language = LANGUAGE_NAMES[person.language_code] || person.language_code || "";
    const guide = guideTo(person);
    const who = [guide && guide.who[currentLanguage()], language].filter(Boolean).join(" · ");
    const lines = [el("strong", {}, displayName(person)), el("small", {}, who)];
    if (guide) lines.push(el("span", { class: "try" }, el("b", {}, t("try")), " ", guide.tries[currentLanguage()]));
    return el("button", { type: "button", class: "person", click, "data-person": person.id }, avatar(person), el("span", {}, ...lines));
  };
  const closed = people().filter((person) => !columns.some((column) => column.person === person.id));
  const inBackground = (person) => world.guide.background.includes(person.id);
  const create = () => {
    done();
    newPerson();
  };
  const add = el("button", { type: "button", class: "person new", click: create }, el("span", { class: "avatar" }, icon("plus")), t("newPerson"));
  const front = closed.filter((person) => !inBackground(person)).map(card);
  const back = closed.filter(inBackground).map(card);
  const others = back.length ? el("details", {}, el("summary", {}, t("others", { n: back.length })), ...back) : null;
  return el("div", { class: "persons" }, ...front, add, others);
}

const guideTo = (person) => world.guide.people.find((one) => one.id === person.id);

function addPerson() {
  const close = dialog({ title: t("addPerson"), body: choices(() => close()), buttons: [{ label: t("cancel") }] });
}

function languageSelect(id, chosen) {
  const option = ([code, name]) => el("option", { value: code, lang: code, selected: code === chosen }, name);
  const options = Object.entries(LANGUAGE_NAMES).map(option);
  return el("select", { id }, ...options);
}

function newPerson() {
  const name = el("input", { id: "person-name", required: true, maxlength: 64, autocomplete: "off" });
  const language = languageSelect("person-language", currentLanguage());
  const problem = el("p", { class: "problem", role: "alert" });
  const submit = async () => {
    if (!name.value.trim()) return false;
    try {
      const person = await post("/people", { first_name: name.value.trim(), language_code: language.value });
      await loadState();
      return () => openPhone(person.id);
    } catch (error) {
      problem.textContent = error.message;
      return false;
    }
  };
  const label = (id, word) => el("label", { for: id }, t(word));
  const body = [label("person-name", "firstName"), name, label("person-language", "clientLanguage"), language, problem];
  dialog({ title: t("newPerson"), body, submit, buttons: [{ label: t("cancel") }, { label: t("create"), main: true }] });
}

function newGroup(column) {
  const title = el("input", { id: "group-title", required: true, maxlength: 128, autocomplete: "off" });
  const known = people().filter((person) => !world.guide.background.includes(person.id) || person.id === column.person);
  const boxes = known.map((person) => {
    const own = person.id === column.person;
    const box = el("input", { type: "checkbox", value: person.id, checked: own, disabled: own });
    return el("label", { class: "check" }, box, displayName(person));
  });
  const problem = el("p", { class: "problem", role: "alert" });
  const submit = async () => {
    if (!title.value.trim()) return false;
    const members = boxes.map((box) => box.firstChild).filter((box) => box.checked).map((box) => Number(box.value));
    try {
      const group = await post("/groups", { title: title.value.trim(), type: "supergroup", members, admins: [column.person], is_forum: forum.checked });
      await loadState();
      return () => column.open(group.id).then(() => column.focus());
    } catch (error) {
      problem.textContent = error.message;
      return false;
    }
  };
  const who = el("fieldset", {}, el("legend", {}, t("groupMembers")), ...boxes);
  const forum = el("input", { type: "checkbox", id: "group-forum" });
  const kind = el("label", { class: "check" }, forum, t("isForum"));
  const body = [el("label", { for: "group-title" }, t("groupTitle")), title, who, kind, problem];
  dialog({ title: t("newGroup"), body, submit, buttons: [{ label: t("cancel") }, { label: t("create"), main: true }] });
}

// ---- the frame ----

function translate() {
  document.title = t("title");
  byId("demo-word").textContent = t("demo");
  byId("demo-note").textContent = t("demoNote");
  byId("demo-stays").textContent = t("demoStays");
  byId("offline").textContent = byId("offline").hidden ? "" : t("offline");
  byId("page-language").setAttribute("aria-label", t("pageLanguage"));
  const old = byId("add-person");
  old.replaceWith(Object.assign(iconButton("plus", t("addPerson"), addPerson), { id: "add-person" }));
  columns.forEach((column) => column.build());
  show(current);
  const lobby = document.querySelector(".lobby");
  if (lobby) lobby.replaceWith(lobbyNode());
}

function setUpLanguage() {
  setLanguage(memory.get("language") || browserLanguage());
  const select = byId("page-language");
  select.replaceWith(languageSelect("page-language", currentLanguage()));
  byId("page-language").addEventListener("change", (event) => {
    setLanguage(event.target.value);
    memory.set("language", event.target.value);
    translate();
  });
}

function onEvents(events) {
  for (const column of columns.slice()) {
    if (!world.chats.has(column.person)) shell.close(column);
    else column.update(events);
    column.fresh = column.fresh || events.some((event) => event.kind === "sent" && event.chat === column.person);
  }
  const lobby = document.querySelector(".lobby");
  if (lobby && lobby.querySelectorAll("[data-person]").length !== people().length) lobby.replaceWith(lobbyNode());
  refreshSwitcher();
}

function onConnection(there) {
  const line = byId("offline");
  if (line.hidden === there) return;
  line.hidden = there;
  line.textContent = there ? "" : t("offline");
}

// The keyboard of a phone covers part of the page on browsers that do not make the page smaller themselves.
function followKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    // Somebody who zooms in sees a part of the page on purpose.
    const covered = Math.abs(view.scale - 1) < 0.01 && view.height < window.innerHeight - 1;
    document.body.style.height = covered ? `${view.height}px` : "";
    document.body.classList.toggle("short", covered);
    if (covered) window.scrollTo(0, 0);
    columns.forEach((column) => column.composer.grow());
  };
  view.addEventListener("resize", fit);
}

async function firstVisit() {
  await loadGuide();
  const last = await loadState();
  if (people().length) return last;
  for (const person of FIRST_PEOPLE) await post("/people", person);
  return loadState();
}

async function begin() {
  setUpLanguage();
  followKeyboard();
  let last = null;
  for (let tries = 0; last === null; tries += 1) {
    try {
      last = await firstVisit();
    } catch (unreachable) {
      onConnection(false);
      await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** tries, 10000)));
    }
  }
  onConnection(true);
  const open = (memory.get("open") || []).filter((person) => world.chats.has(person));
  translate();
  for (const person of open) await openPhone(person);
  follow(onEvents, onConnection, last);
}

begin();
