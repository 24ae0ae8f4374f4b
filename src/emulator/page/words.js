// All texts of the page in its three languages. The bot's texts come from the bot.
// Keep the three languages of a text together, so that a missing one is noticed.

export const LANGUAGES = ["ky", "ru", "en"];

export const WORDS = {
  title: ["Бот менен чат — демо", "Разговор с ботом — демо", "Chat with the bot — demo"],
  demo: ["Демо", "Демо", "Demo"],
  demoNote: ["Адамдар, окуялар ойдон чыгарылган.", "Люди и события вымышлены.", "People and events are made up."],
  demoStays: ["Эч нерсе бул компьютерден чыкпайт.", "Ничего не уходит с этого компьютера.", "Nothing leaves this computer."],
  pageLanguage: ["Барактын тили", "Язык страницы", "Language of this page"],
  offline: [
    "Демонун сервери жооп бербей жатат. Кайра туташып көрүп жатабыз…",
    "Сервер демоверсии не отвечает. Пробуем подключиться снова…",
    "The demo’s server does not answer. Trying again…",
  ],
  who: ["Ким болуп жазасыз?", "От чьего имени писать?", "Who will you be?"],
  whoHint: [
    "Адамды тандаңыз. Бир нече телефонду катар ачса болот.",
    "Выберите человека. Можно открыть несколько телефонов рядом.",
    "Pick a person. Several phones can be open side by side.",
  ],
  try: ["Байкап көрүңүз:", "Попробуйте:", "Try:"],
  others: ["Дагы адамдар: {n}", "Ещё люди: {n}", "More people: {n}"],
  people: ["Адамдар", "Люди", "People"],
  addPerson: ["Адам кошуу", "Добавить человека", "Add a person"],
  newPerson: ["Жаңы адам", "Новый человек", "New person"],
  firstName: ["Аты", "Имя", "First name"],
  clientLanguage: ["Telegramдын тили", "Язык Telegram", "Language of their Telegram"],
  create: ["Түзүү", "Создать", "Create"],
  cancel: ["Жокко чыгаруу", "Отмена", "Cancel"],
  close: ["Жабуу", "Закрыть", "Close"],
  ok: ["Макул", "Понятно", "OK"],
  closePhone: ["Бул телефонду жабуу", "Убрать этот телефон", "Close this phone"],
  phoneOf: ["Телефон: {name}", "Телефон: {name}", "Phone: {name}"],
  chats: ["Чаттар", "Чаты", "Chats"],
  bot: ["бот", "бот", "bot"],
  you: ["Сиз", "Вы", "You"],
  typing: ["жазып жатат…", "печатает…", "typing…"],
  members: ["{n} мүчө", "участников: {n}", "members: {n}"],
  messages: ["Билдирүүлөр: {name}", "Сообщения: {name}", "Messages: {name}"],
  emptyGroup: ["Билдирүү азырынча жок.", "Сообщений пока нет.", "No messages yet."],
  start: ["Баштоо", "Запустить", "Start"],
  whatCanIt: ["Бул бот эмне кыла алат?", "Что умеет этот бот?", "What can this bot do?"],
  message: ["Билдирүү", "Сообщение", "Message"],
  send: ["Жөнөтүү", "Отправить", "Send"],
  commands: ["Буйруктар", "Команды", "Commands"],
  noCommands: ["Бул боттун буйруктары жок.", "У этого бота нет команд.", "This bot has no commands."],
  emoji: ["Эмодзи", "Эмодзи", "Emoji"],
  attach: ["Тиркөө", "Прикрепить", "Attach"],
  photo: ["Сүрөт", "Фото", "Photo"],
  document: ["Файл", "Файл", "File"],
  voice: ["Үн билдирүүсү", "Голосовое сообщение", "Voice message"],
  sticker: ["Стикер", "Стикер", "Sticker"],
  location: ["Жайгашкан жер", "Геопозиция", "Location"],
  contact: ["Контакт", "Контакт", "Contact"],
  audio: ["Аудио", "Аудио", "Audio"],
  video: ["Видео", "Видео", "Video"],
  animation: ["Анимация", "Анимация", "Animation"],
  video_note: ["Видеобилдирүү", "Видеосообщение", "Video message"],
  poll: ["Сурамжылоо", "Опрос", "Poll"],
  dice: ["Кубик", "Кубик", "Dice"],
  unknownKind: ["Бул барак көрсөтө албаган билдирүү", "Сообщение, которое эта страница не показывает", "A message that this page cannot show"],
  tooBig: ["Файл өтө чоң: эң көп дегенде {size}.", "Файл слишком большой: не больше {size}.", "The file is too big: at most {size}."],
  download: ["Жүктөп алуу: {name}", "Скачать: {name}", "Download: {name}"],
  edited: ["өзгөртүлдү", "изменено", "edited"],
  reply: ["Жооп берүү", "Ответить", "Reply"],
  edit: ["Өзгөртүү", "Изменить", "Edit"],
  copy: ["Көчүрүү", "Копировать", "Copy"],
  copied: ["Көчүрүлдү", "Скопировано", "Copied"],
  notCopied: ["Көчүрүлбөй калды.", "Не удалось скопировать.", "Could not copy."],
  copyText: ["Текстти көчүрүү", "Скопировать текст", "Copy the text"],
  showSpoiler: ["Жашыруун текст: көрсөтүү", "Скрытый текст: показать", "Hidden text: show"],
  more: ["Дагы", "Ещё", "More"],
  moreOf: ["Дагы: {name}", "Ещё: {name}", "More: {name}"],
  older: ["Мурунку билдирүүлөр", "Более ранние сообщения", "Earlier messages"],
  showMore: ["Толук көрсөтүү", "Показать полностью", "Show all"],
  showLess: ["Жыйноо", "Свернуть", "Show less"],
  toNewest: ["Акыркы билдирүүлөргө", "К последним сообщениям", "To the newest messages"],
  block: ["Ботту бөгөттөө", "Заблокировать бота", "Block the bot"],
  unblock: ["Бөгөттөн чыгаруу", "Разблокировать", "Unblock"],
  blockedNote: ["Сиз бул ботту бөгөттөп койдуңуз.", "Вы заблокировали этого бота.", "You have blocked this bot."],
  goneNote: ["Бул аккаунт өчүрүлгөн.", "Этот аккаунт удалён.", "This account is deleted."],
  newGroup: ["Жаңы топ", "Новая группа", "New group"],
  groupTitle: ["Топтун аталышы", "Название группы", "Name of the group"],
  groupMembers: ["Топто кимдер болот", "Кто в группе", "Who is in it"],
  isForum: ["Темалары бар топ (форум)", "Группа с темами (форум)", "A group with topics (forum)"],
  topics: ["Темалар", "Темы", "Topics"],
  general: ["Жалпы", "Общее", "General"],
  newTopic: ["Жаңы тема", "Новая тема", "New topic"],
  topicName: ["Теманын аталышы", "Название темы", "Name of the topic"],
  leaveGroup: ["Топтон чыгуу", "Выйти из группы", "Leave the group"],
  addBot: ["Ботту топко кошуу", "Добавить бота в группу", "Add the bot to the group"],
  removeBot: ["Ботту топтон чыгаруу", "Удалить бота из группы", "Remove the bot from the group"],
  chooseGroup: ["Топту тандаңыз", "Выберите группу", "Choose a group"],
  share: ["Бөлүшүү", "Поделиться", "Share"],
  shareHint: [
    "Telegram муну кимге жөнөтүүнү сурамак. Демодо болсо текстти көчүрүп алсаңыз болот.",
    "Telegram спросил бы, кому это отправить. В демо текст можно скопировать.",
    "Telegram would ask whom to send this to. In the demo you can copy the text.",
  ],
  noAnswer: ["Бот жооп берген жок.", "Бот не ответил.", "The bot has not answered."],
  link: ["Шилтеме ачылсынбы?", "Открыть ссылку?", "Open this link?"],
  open: ["Ачуу", "Открыть", "Open"],
  today: ["Бүгүн", "Сегодня", "Today"],
  yesterday: ["Кечээ", "Вчера", "Yesterday"],
  joined: ["{name} топко кошулду", "{name} теперь в группе", "{name} joined the group"],
  left: ["{name} топтон чыкты", "{name} больше не в группе", "{name} left the group"],
  groupMade: ["Топ түзүлдү", "Группа создана", "The group was created"],
  upgraded: ["Топ супертопко айланды", "Группа стала супергруппой", "The group became a supergroup"],
  pinned: ["Билдирүү кадалды", "Сообщение закреплено", "A message was pinned"],
  unread: ["окула элек: {n}", "непрочитанных: {n}", "unread: {n}"],
};

// Dates are written out here because old browsers do not know Kyrgyz.
const MONTHS = {
  ky: "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

export const LANGUAGE_NAMES = { ky: "Кыргызча", ru: "Русский", en: "English" };

// The people of the first visit, if the server brings none: one for each language, and one to whom a bot may give a
// role. Their ids are 1001 to 1004.
export const FIRST_PEOPLE = [
  { first_name: "Айгүл", language_code: "ky" },
  { first_name: "Сергей", language_code: "ru" },
  { first_name: "Anna", language_code: "en" },
  { first_name: "Гүлнара", language_code: "ky" },
];

let language = "en";

export function currentLanguage() {
  return language;
}

export function setLanguage(wanted) {
  language = LANGUAGES.includes(wanted) ? wanted : "en";
  document.documentElement.lang = language;
}

/** The first of the browser's languages that the page has. */
export function browserLanguage() {
  const wanted = (navigator.languages || [navigator.language || "en"]).map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => LANGUAGES.includes(tag)) || "en";
}

/** The text `id` with its placeholders, such as `{name}`, filled in. */
export function t(id, values) {
  const line = WORDS[id];
  const text = line ? line[LANGUAGES.indexOf(language)] : id;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
}

export function time(seconds) {
  const date = new Date(seconds * 1000);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  if (ago === 0 || ago === 1) return t(ago ? "yesterday" : "today");
  const [d, m, y] = [date.getDate(), MONTHS[language][date.getMonth()], date.getFullYear()];
  if (language === "ky") return `${y}-жылдын ${d}-${m}`;
  return language === "ru" ? `${d} ${m} ${y} г.` : `${d} ${m} ${y}`;
}

const UNITS = { ky: ["Б", "КБ", "МБ"], ru: ["Б", "КБ", "МБ"], en: ["B", "KB", "MB"] };

export function fileSize(bytes) {
  let value = bytes || 0;
  let unit = 0;
  while (value >= 1024 && unit < 2) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit && value < 10 ? value.toFixed(1) : String(Math.round(value));
  return `${language === "en" ? digits : digits.replace(".", ",")} ${UNITS[language][unit]}`;
}
