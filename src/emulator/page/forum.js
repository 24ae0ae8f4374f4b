// The topics of a forum: a row of them under the group's name, and the messages of the chosen one.

import { el, refill } from "./dom.js";
import { dialog } from "./popups.js";
import { t } from "./words.js";

/** Whether a message stands in the topic with this id; 0 is the general one. */
export const inTopic = (message, topic) => (topic ? message.message_id === topic || message.message_thread_id === topic : !message.message_thread_id);

/** Fills `row` with the topics of `chat`. `choose(topic)` opens one. */
export function showTopics(row, chat, chosen, choose) {
  row.hidden = !chat.is_forum;
  if (row.hidden) return;
  row.setAttribute("aria-label", t("topics"));
  const button = (id, name) =>
    el("button", { type: "button", "aria-current": id === chosen ? "true" : null, click: () => choose(id) }, `# ${name}`);
  const topics = (chat.topics || []).map((topic) => button(topic.message_thread_id, topic.name));
  refill(row, [button(0, t("general")), ...topics]);
}

/** Asks for the name of a new topic. `create(name)` makes it. */
export function newTopic(create) {
  const name = el("input", { id: "topic-name", required: true, maxlength: 128, autocomplete: "off" });
  const submit = async () => {
    if (!name.value.trim()) return false;
    await create(name.value.trim());
    return undefined;
  };
  const body = [el("label", { for: "topic-name" }, t("topicName")), name];
  dialog({ title: t("newTopic"), body, submit, buttons: [{ label: t("cancel") }, { label: t("create"), main: true }] });
}
