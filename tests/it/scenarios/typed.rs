//! Whatever people type leads somewhere: a greeting, thanks, the name of a screen, in whichever language. All else gets one line
//! and four ways on.

use pledge_bot::domain::{Lang, Topic};

use crate::support::chat::{CONTACT, NAME};
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;
use crate::support::words::{english, say};

/// Words as people type them, and the code of the screen that they mean.
const NAMES: [(&str, &str); 45] = [
    ("меню", "home"),
    ("Menu", "home"),
    ("start", "home"),
    ("Старт!", "home"),
    ("башкы бет", "home"),
    ("назад", "home"),
    ("help", "help"),
    ("HELP!!!", "help"),
    ("Помощь", "help"),
    ("помогите пожалуйста", "help"),
    ("жардам", "help"),
    ("Что это за бот?", "help"),
    ("кыргызча", "language"),
    ("Русский", "language"),
    ("на русском", "language"),
    ("English", "language"),
    ("тил", "language"),
    ("милдеттенме", "pledge"),
    ("обязательство", "pledge"),
    ("the pledge", "pledge"),
    ("толук текст", "full"),
    ("призывы", "calls"),
    ("чакырыктар", "calls"),
    ("Чакырыктар 🙏", "calls"),
    ("Здравствуйте! Где призывы?", "calls"),
    ("срок", "deadline"),
    ("мөөнөт", "deadline"),
    ("Моонот", "deadline"),
    ("deadline", "deadline"),
    ("напоминания", "reminders"),
    ("эскертме", "reminders"),
    ("колдоо", "sign"),
    ("Мен колдойм", "sign"),
    ("стать сторонником", "sign"),
    ("support", "sign"),
    ("подписаться", "updates"),
    ("жазылуу", "updates"),
    ("настройки", "updates"),
    ("защита данных", "privacy"),
    ("маалыматты коргоо", "privacy"),
    ("мои данные", "mydata"),
    ("менин маалыматым", "mydata"),
    ("my data", "mydata"),
    ("стереть всё", "erase"),
    ("баарын очуруу", "erase"),
];

#[tokio::test]
async fn the_name_of_a_screen_opens_it_whichever_language_the_person_reads() {
    let bot = TestBot::new().await;
    for (lang, names) in Lang::ALL.into_iter().flat_map(|lang| NAMES.chunks(15).map(move |some| (lang, some)))
    {
        let person = bot.person("Айгүл", "ru");
        person.starts(lang).await;
        for (typed, code) in names {
            let linked = person.says(&format!("/start {code}")).await;
            let heard = person.says(typed).await;
            // The figures of what is stored grow meanwhile.
            let title = |text: String| text.lines().next().map(str::to_owned);
            assert_eq!(title(heard.text()), title(linked.text()), "{typed}");
            assert_eq!(heard.buttons(), linked.buttons(), "{typed}");
        }
    }
}

#[tokio::test]
async fn a_greeting_and_thanks_are_answered_in_a_line() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let say = say(lang);
        let person = bot.person("Айгүл", "ru");
        person.starts(lang).await;
        let mut screens = Screens::of("typed", lang);
        for typed in ["салам", "Саламатсызбы!", "Привет 👋", "здравствуйте", "Hello", "hi", "salam", "👋"]
        {
            person.says(typed).await.is_short(say.home_greeting());
        }
        for typed in ["рахмат", "Чоң рахмат!", "Спасибо", "спс", "thanks", "Thank you!", "👍", "🙏🏽"]
        {
            person.says(typed).await.is_short(say.home_thanks());
        }
        let steps = ["Салам", "Рахмат", "Можно ли подписать бумажно?", "/foo", "/cancel", "/start nowhere"];
        for (nth, typed) in steps.into_iter().enumerate() {
            screens.see(&format!("{}", nth + 1), typed, &person.says(typed).await.shown());
        }
        screens.finish();
    }
}

#[tokio::test]
async fn anything_else_gets_one_line_and_four_ways_on() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let say = say(lang);
        let person = bot.person("Айгүл", "ru");
        person.starts(lang).await;
        for typed in
            ["Можно ли подписать бумажно?", "?", "жок", "1", "💣", "призывы и новости", "/foo", "/помощь"]
        {
            person.says(typed).await.is_short(say.home_hint());
        }
        for kind in ["photo", "sticker", "voice", "document", "location"] {
            person.sends(kind).await.is_short(say.home_hint());
        }
        for (label, opens) in [
            (say.button_calls(), say.calls_intro()),
            (say.button_help(), say.help_text()),
            (say.button_home(), say.home_text()),
        ] {
            person.says("?").await;
            person.taps(label).await.opens_with(opens);
        }
    }
}

#[tokio::test]
async fn no_typed_word_does_what_a_button_does() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    aigul.supports().await;
    let words = [
        "support",
        "withdraw",
        "отозвать поддержку",
        "да, отозвать",
        "erase everything",
        "удалить всё",
        "макулмун",
        "I agree",
        "даю согласие",
        "вкл",
        "новости",
        "русский",
        "кыргызча",
        "confirm",
        "колдойм",
        "поддерживаю",
        "I support it",
    ];
    for typed in words {
        aigul.says(typed).await;
    }
    assert_eq!(bot.supporters().await, 1);
    aigul.says("/updates").await.has_button(say.topic_on(&say.topic_name(Topic::News)));

    let bakyt = bot.reader("Bakyt").await;
    for typed in words {
        bakyt.says(typed).await;
    }
    assert_eq!(bot.supporters().await, 1);
    bakyt.says("/mydata").await.sees(say.my_data_no_topics()).sees(say.my_data_not_signed());
}

#[tokio::test]
async fn in_a_group_no_word_is_answered() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let street = bot.group(&[&aigul]).await;
    for typed in ["салам", "help", "призывы", "👍", "спасибо", "что это?"] {
        street.says(&aigul, typed).await.is_silent();
    }
}

#[tokio::test]
async fn where_any_text_may_be_the_answer_a_name_of_a_screen_is_one_and_a_way_out_is_asked_about() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let say = say(lang);
        let asked_for_name = async || {
            let aigul = bot.person("Aigul", "en");
            aigul.starts(lang).await;
            aigul.supports_up_to(NAME).await;
            aigul
        };
        for answer in ["Салам", "Призыв", "Pledge"] {
            asked_for_name().await.says(answer).await.has_line(say.sign_up_line_name_kept());
        }
        for (way_out, label, opens) in [
            ("Жардам", say.button_help(), say.help_text()),
            ("help", say.button_help(), say.help_text()),
            ("меню", say.button_home(), say.home_text()),
            ("отозвать поддержку", say.button_withdraw(), say.sign_up_heading(&say.button_withdraw())),
            ("erase everything", say.button_erase(), say.my_data_erase()),
        ] {
            let aigul = asked_for_name().await;
            let asked = aigul.says(way_out).await;
            asked.opens_with(say.home_ask_answer(way_out));
            assert_eq!(asked.buttons(), [label.clone(), say.button_my_answer()]);
            aigul.taps(say.button_my_answer()).await.sees(say.sign_up_line_name_kept());
            let aigul = asked_for_name().await;
            aigul.says(way_out).await;
            aigul.taps(label).await.opens_with(opens);
            aigul.says("/support").await.has_line(say.sign_up_line_no_name());
        }
    }
}

#[tokio::test]
async fn where_it_can_be_no_answer_the_name_of_a_screen_opens_it() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.presses_data("m:on:1").await;
    for question in ["o:hour", "o:zone"] {
        aigul.presses_data(question).await;
        aigul.says("помощь").await.opens_with(say.help_text());
        // The question is over.
        aigul.says("Moscow").await.is_short(say.home_hint());
    }
    aigul.supports_up_to(CONTACT).await;
    aigul.says("призывы").await.opens_with(say.calls_intro());
    aigul.says("/support").await;
    aigul.taps(say.button_contact()).await.asks(CONTACT);
    aigul.says("спасибо").await.opens_with(say.sign_up_error_contact());
}
