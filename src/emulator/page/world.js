// The page's copy of the emulator's state, kept up to date by a long poll.

const POLL_SECONDS = 25;
const HISTORY = 50;
const ANSWERS_KEPT = 50;
const STATE_PAGE = 200;
const CHATS_SHOWN = 1000;

export const world = { bot: {}, chats: new Map(), guide: { about: {}, people: [], background: [] } };

const histories = new Map(); // chat id → Map(message id → message)
const older = new Map(); // chat id → whether it has messages before these
const answers = new Map(); // callback query id → its answer, for answers that arrive before the result of the press
const waiting = new Map(); // callback query id → what to do with the answer
let listener = () => {};
let seq = 0;

async function call(method, path, body) {
  const request = { method, headers: {} };
  if (body) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  const response = await fetch(`emulator${path}`, request);
  const reply = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(reply.error || `HTTP ${response.status}`);
  return reply;
}

export const get = (path) => call("GET", path);
export const post = (path, body) => call("POST", path, body || {});
export const fileUrl = (fileId) => `emulator/files/${encodeURIComponent(fileId)}`;

/** Loads the bot and the chats (more than any demo has) and returns the number of the last event. */
export async function loadState() {
  const chats = new Map();
  let last = null;
  for (let from = ""; chats.size < CHATS_SHOWN; ) {
    const state = await get(`/state?limit=${STATE_PAGE}${from}`);
    world.bot = state.bot;
    if (last === null) last = state.seq;
    for (const chat of state.chats) chats.set(chat.id, chat);
    if (state.chats.length < STATE_PAGE) break;
    from = `&after_id=${state.chats[STATE_PAGE - 1].id}`;
  }
  world.chats = chats;
  return last;
}

export const people = () => [...world.chats.values()].filter((chat) => chat.type === "private").sort((a, b) => a.id - b.id);

export const groupsOf = (person) =>
  [...world.chats.values()].filter((chat) => chat.type !== "private" && (chat.members || []).includes(person));

/** The messages of a chat, oldest first. Empty until `loadHistory` is done. */
export function messagesOf(chat) {
  return [...(histories.get(chat) || new Map()).values()].sort((a, b) => a.message_id - b.message_id);
}

export async function loadHistory(chat) {
  keep(chat, await get(`/chats/${chat}/messages?limit=${HISTORY}`), []);
}

/** Loads messages from before the oldest one that is loaded. */
export async function loadOlder(chat) {
  const known = messagesOf(chat);
  if (!known.length) return loadHistory(chat);
  return keep(chat, await get(`/chats/${chat}/messages?limit=${HISTORY}&before=${known[0].message_id}`), known);
}

function keep(chat, messages, newer) {
  older.set(chat, messages.length === HISTORY);
  histories.set(chat, new Map([...messages, ...newer].map((message) => [message.message_id, message])));
}

export const hasOlder = (chat) => older.get(chat) === true;

/** The introduction of the people, if the server has one. */
export async function loadGuide() {
  world.guide = await get("/guide");
}

export const loadMenu = (chat, person) => get(`/chats/${chat}/menu?user=${person}`);

/** Resolves to the bot's answer to a callback query, or to null if none comes in time. */
export function answerTo(callbackQuery, milliseconds) {
  const early = answers.get(callbackQuery);
  if (early) return Promise.resolve(early);
  return new Promise((resolve) => {
    waiting.set(callbackQuery, resolve);
    setTimeout(() => {
      waiting.delete(callbackQuery);
      resolve(null);
    }, milliseconds);
  });
}

const CARRIERS = ["sent", "edited", "from_person", "edited_by_person"];

function apply(event) {
  const history = histories.get(event.chat);
  const carries = event.message && (CARRIERS.includes(event.kind) || isService(event.message));
  if (history && carries) history.set(event.message.message_id, event.message);
  if (history && event.kind === "deleted") (event.message_ids || []).forEach((id) => history.delete(id));
  if (event.kind === "answered" && event.answer) {
    const id = event.answer.callback_query_id;
    answers.set(id, event.answer);
    if (answers.size > ANSWERS_KEPT) answers.delete(answers.keys().next().value);
    const resolve = waiting.get(id);
    waiting.delete(id);
    if (resolve) resolve(event.answer);
  }
}

// Events that do not change the list of chats.
const QUIET = [...CARRIERS, "deleted", "answered", "typing", "pressed"];

async function resync() {
  const last = await loadState();
  // A lower number means a new run of the emulator, in which nothing on the screen exists.
  if (last < seq) return location.reload();
  seq = last;
  await Promise.all([...histories.keys()].map((chat) => (world.chats.has(chat) ? loadHistory(chat) : null)));
  return listener([]);
}

async function round() {
  const reply = await get(`/events?after=${seq}&timeout=${POLL_SECONDS}`);
  if (reply.seq < seq) return resync();
  seq = reply.seq;
  reply.events.forEach(apply);
  if (reply.events.some(changesChats)) await loadState();
  if (reply.events.length) listener(reply.events);
  return undefined;
}

function changesChats(event) {
  const newcomer = event.chat && !world.chats.has(event.chat) && world.chats.size < CHATS_SHOWN;
  return newcomer || !QUIET.includes(event.kind) || isService(event.message);
}

// Service messages change the members of a group.
function isService(message) {
  return Boolean(message && (message.new_chat_members || message.left_chat_member || message.migrate_to_chat_id));
}

/**
 * Follows the emulator's events after number `after` until the page is closed. `onEvents` gets each batch,
 * `onConnection` gets whether the server answers.
 */
export async function follow(onEvents, onConnection, after) {
  listener = onEvents;
  seq = after;
  let failures = 0;
  for (;;) {
    try {
      if (failures) await resync();
      onConnection(true);
      failures = 0;
      await round();
    } catch (unreachable) {
      failures += 1;
      console.warn(unreachable);
      if (failures > 1) onConnection(false);
      const pause = Math.min(500 * 2 ** Math.min(failures, 5), 10000);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
