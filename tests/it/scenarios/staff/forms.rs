//! Forms of deadlines and of statuses: what is read, what is refused with the reason, and whose draft is whose.

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::{FormField, Lang, Topic};

use super::{begins, confirms, readers, two_owners, writes};
use crate::support::chat::{self, CONTACT, NAME, english};
use crate::support::test_bot::TestBot;

/// The form of a deadline with this name.
fn deadline(name: &str) -> String {
    format!("/deadlines\ndate: 2026-12-02 18:00\nky: {name}\nru: {name}\nen: {name}")
}

/// The form of a status with this note.
fn status(note: &str) -> String {
    format!(
        "/record\ncall: un-partnership\nstatus: kept\ndate: 2026-11-20\nky: {note}\nru: {note}\nen: {note}\nlink: https://example.org/"
    )
}

/// The names of the deadlines that are set.
async fn names(bot: &TestBot) -> Vec<String> {
    let deadlines =
        bot.service(async |service| service.app().store.reader().deadlines().await.expect("read"));
    deadlines.await.into_iter().map(|deadline| deadline.titles[&Lang::En].clone()).collect()
}

/// The notes of the statuses that are entered, the newest first.
async fn notes(bot: &TestBot) -> Vec<String> {
    let record = bot.service(async |service| service.app().store.reader().record().await.expect("read"));
    record.await.into_iter().map(|entry| entry.notes[&Lang::En].clone()).collect()
}

#[tokio::test]
async fn two_owners_who_fill_in_a_form_in_the_same_second_keep_their_own() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says(&deadline("Olga's report")).await.opens_with(say.staff_deadline_ask());
    bakyt.says(&deadline("Bakyt's report")).await.opens_with(say.staff_deadline_ask());
    olga.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(names(&bot).await, ["Olga's report"]);
    bakyt.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(names(&bot).await, ["Olga's report", "Bakyt's report"]);

    olga.says(&status("Olga's note")).await.opens_with(say.staff_status_ask());
    bakyt.says(&status("Bakyt's note")).await.opens_with(say.staff_status_ask());
    bakyt.taps(say.button_form_discard()).await.opens_with(say.form_dropped());
    olga.taps(say.button_status_yes()).await.opens_with(say.staff_status_entered());
    assert_eq!(notes(&bot).await, ["Olga's note"]);
}

#[tokio::test]
async fn a_button_sets_only_what_stood_above_it() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says(&deadline("First")).await;
    let first = olga.first_button();
    olga.says(&deadline("Second")).await;
    bakyt.presses(&first).await.is_noted(say.campaign_gone_toast());
    olga.presses(&first).await.opens_with(say.form_changed()).sees("Second");
    assert!(names(&bot).await.is_empty());
    olga.taps(say.button_deadline_set()).await;
    olga.presses(&first).await.is_noted(say.campaign_gone_toast());
    assert_eq!(names(&bot).await, ["Second"]);

    olga.says(&status("First note")).await;
    let first = olga.first_button();
    olga.says(&status("Second note")).await;
    olga.presses(&first).await.opens_with(say.form_changed()).sees("Second note");
    assert!(notes(&bot).await.is_empty());
}

#[tokio::test]
async fn what_another_owner_changed_meanwhile_is_shown_again() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says(&deadline("Report")).await;
    olga.taps(say.button_deadline_set()).await;
    olga.says("/deadlines 1\nen: Report to the UN").await.opens_with(say.staff_deadline_ask_change());
    bakyt.says("/deadlines 1\ndate: 2026-12-09").await;
    bakyt.taps(say.button_deadline_set()).await;
    olga.taps(say.button_deadline_set()).await.opens_with(say.form_changed());
    assert_eq!(names(&bot).await, ["Report"]);
    olga.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(names(&bot).await, ["Report to the UN"]);
    // A form changes only what stands in it.
    olga.says("/deadlines").await.sees(say.date(jiff::civil::date(2026, 12, 9)));
}

#[tokio::test]
async fn the_button_of_a_form_works_for_minutes_and_its_draft_goes_after_a_day() {
    let say = english();
    let (bot, olga, _) = two_owners().await;
    for (form, button) in
        [(deadline("Report"), say.button_deadline_set()), (status("Note"), say.button_status_yes())]
    {
        olga.says(&form).await.sees(say.campaign_expires(15));
        bot.clock.advance(SignedDuration::from_mins(16));
        olga.taps(&button).await.opens_with(say.campaign_expired());
        bot.clock.advance(SignedDuration::from_hours(25));
        bot.sweeps().await;
        olga.taps(&button).await.is_noted(say.campaign_gone_toast());
    }
    assert!(names(&bot).await.is_empty() && notes(&bot).await.is_empty());
}

#[tokio::test]
async fn a_deadline_that_passed_before_it_was_confirmed_is_not_set() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let today = deadline("Report").replace("2026-12-02 18:00", "2026-11-25");
    owner.says(&today).await.opens_with(say.staff_deadline_ask());
    bot.clock.advance(SignedDuration::from_hours(25));
    owner.taps(say.button_deadline_set()).await.closes_with(say.form_error_passed()).sees("Report");
    assert!(names(&bot).await.is_empty());
    // Another date is enough.
    owner.says("2026-12-24").await.opens_with(say.staff_deadline_ask());
    owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(names(&bot).await, ["Report"]);
}

#[tokio::test]
async fn a_date_is_read_in_full_or_refused_with_the_reason() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    let refused = |date: &str| format!("/deadlines\ndate: {date}\nky: а\nru: б\nen: c");
    for (date, reason) in [
        ("01.12.26", say.form_error_date()),
        ("30.02.2027", say.form_error_day()),
        ("2027-03-01 25:00", say.form_error_time()),
        ("2027-03-01T18:00+03:00[Europe/Moscow]", say.form_error_date_zone()),
        ("2027-03-01T18:00Z", say.form_error_date_zone()),
    ] {
        let place = say.form_at_line(2, "Date");
        owner.says(&refused(date)).await.closes_with(place).closes_with(reason);
    }
    for (date, reason) in [
        ("01.11.26", say.form_error_date()),
        ("0026-11-01", say.form_error_early("2000")),
        ("31.11.2026", say.form_error_day()),
    ] {
        let form = status("Note").replace("2026-11-20", date);
        let place = say.form_at_line(4, "Date");
        owner.says(&form).await.closes_with(place).closes_with(reason);
    }
    let moscow = say.zone_name("moscow");
    let due = say.deadline_time(&say.date(date(2027, 3, 1)), "18:00", &moscow);
    let form = refused("2027-03-01T18:00") + "\nzone: Москва";
    owner.says(&form).await.opens_with(say.staff_deadline_ask()).sees(due);
}

#[tokio::test]
async fn a_form_is_answered_however_long_its_lines_are() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    let long = "ө".repeat(3000);
    let cut = format!("{}…", "ө".repeat(40));
    let fields = "Date, Кыргызча, Русский, English, Reminders, Time zone, Topic";
    let odd = say.form_error_line(&cut, fields);
    owner.says(&format!("/deadlines\n{long}")).await.closes_with(&odd);
    owner.says(&format!("/deadlines\n{long}: x")).await.closes_with(&odd);
    let no_deadline = say.form_error_no_deadline(&cut);
    owner.says(&format!("/deadlines {long}\ndate: 2026-12-02")).await.closes_with(no_deadline);
    owner.says(&format!("/record\n{long}")).await.closes_with(say.form_at_odd_line(2));
    let too_long = say.form_error_long(2, 600);
    owner
        .says(&status(&"👍".repeat(301)))
        .await
        .closes_with(say.form_at_line(5, "Кыргызча"))
        .closes_with(too_long);
    owner.says(&status(&"👍".repeat(300))).await.opens_with(say.staff_status_ask());
    // As many deadlines with names as long as they may be.
    for _ in 0..15 {
        owner.says(&deadline(&"👍".repeat(60))).await;
        owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    }
    owner.says("/deadlines").await.sees(say.staff_deadline_how());
    // As much as a message can hold.
    let full = format!("/deadlines\nky: {}", "ө".repeat(4079));
    owner.says(&full).await.opens_with(say.form_returned()).closes_with(say.form_more(3));
}

#[tokio::test]
async fn letters_that_look_the_same_are_the_same_in_a_form_and_in_a_warning() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let cyrillic = "/deadlines\nDаtе: 2026-12-02\nку: Отчёт\nru: Отчёт\nen: Report\ntopic: nеws";
    let asked = owner.says(cyrillic).await;
    asked.opens_with(say.staff_deadline_ask()).sees(say.campaign_line_topic(&say.topic_name(Topic::News)));

    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    confirms(&owner, 3).await;
    bot.delivers().await;
    writes(&owner, "Tоmоrrоw аt tеn wе hаnd thе рlеdgе in").await;
    let warning = say.campaign_warn_like(1, &say.date(date(2026, 11, 25)));
    owner.taps(say.campaign_button_confirm()).await.sees(warning);
}

#[tokio::test]
async fn what_cant_be_seen_is_left_out_of_names_of_deadlines() {
    let (bot, owner) = TestBot::with_owner().await;
    owner.says(&deadline("Re\u{200B}port\u{061C}\u{E0041} ✔\u{FE0F}")).await;
    owner.taps(english().button_deadline_set()).await;
    assert_eq!(names(&bot).await, ["Report ✔\u{FE0F}"]);
}

/// The form of a deadline, and that of a status, as somebody fills them in who reads nothing but this language.
fn filled_in(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Ky => [
            "Күнү: 2027-жылдын 1-марты, 18:00\nКыргызча: а\nОрусча: б\nАнглисче: c\nЭскертмелер: адаттагыдай\n\
             Убакыт алкагы: Бишкек\nТема: Жаңылыктар",
            "Чакырык: Каржылоо\nАбалы: аткарылды\nКүнү: бүгүн\nКыргызча: а\nОрусча: б\nАнглисче: c\n\
             Шилтеме: https://example.org/",
        ],
        Lang::Ru => [
            "Срок: 1 марта 2027 г., 18:00\nКыргызский: а\nРусский: б\nАнглийский: c\nНапоминания: как обычно\n\
             Пояс: Бишкек\nТема: Новости",
            "Призыв: Финансирование\nСтатус: выполнено\nДата: сегодня\nПо-кыргызски: а\nПо-русски: б\n\
             По-английски: c\nСсылка: https://example.org/",
        ],
        Lang::En => [
            "Date: 1 March 2027, 18:00\nKyrgyz: а\nRussian: б\nEnglish: c\nReminders: as usual\nTime zone: Bishkek\n\
             Topic: News",
            "Call: Funding\nStatus: fulfilled\nDate: today\nKyrgyz: а\nRussian: б\nEnglish: c\n\
             Link: https://example.org/",
        ],
    }
}

#[tokio::test]
async fn a_form_takes_the_words_that_the_bot_shows_also_without_its_command() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    for lang in Lang::ALL {
        let [deadline, status] = filled_in(lang);
        for command in ["", "/deadlines\n"] {
            let asked = owner.says(&format!("{command}{deadline}")).await;
            asked.opens_with(say.staff_deadline_ask());
            asked.sees(say.campaign_line_topic(&say.topic_name(Topic::News)));
        }
        owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
        for command in ["/record\n", ""] {
            owner.says(&format!("{command}{status}")).await.opens_with(say.staff_status_ask());
        }
        owner.taps(say.button_status_yes()).await.opens_with(say.staff_status_entered());
    }
    assert_eq!((names(&bot).await, notes(&bot).await), (vec!["c".to_owned(); 3], vec!["c".to_owned(); 3]));
}

#[tokio::test]
async fn a_blank_form_is_in_the_words_of_its_reader_and_names_what_is_missing() {
    let (_bot, owner) = TestBot::with_owner().await;
    for lang in Lang::ALL {
        let say = chat::say(lang);
        owner.says("/language").await;
        owner.chooses(lang).await;
        for (command, how) in [("/deadlines", say.staff_deadline_how()), ("/record", say.staff_status_how())]
        {
            let shown = match command {
                "/record" => {
                    owner.says("/record").await;
                    owner.taps(say.button_form_as_one()).await.text()
                }
                command => owner.says(command).await.text(),
            };
            let blank: Vec<_> = shown.lines().skip_while(|line| *line != command).collect();
            let blank: Vec<_> = blank.into_iter().take_while(|line| !line.is_empty()).collect();
            for field in &blank[1..] {
                let name = field.split(':').next().unwrap_or_default();
                assert!(how.plain().contains(name) || command == "/record", "{name} in {how}");
            }
            let texts = "Кыргызча, Русский, English";
            let missing = match command {
                "/record" => {
                    let [call, status, link] =
                        [FormField::Call, FormField::Status, FormField::Link].map(|field| {
                            say.form_field(field).plain().split(',').next().unwrap_or_default().to_owned()
                        });
                    format!("{call}, {status}, {texts}, {link}")
                }
                _ => texts.to_owned(),
            };
            owner.says(&blank.join("\n")).await.closes_with(say.form_error_missing(&missing));
        }
    }
}

#[tokio::test]
async fn a_form_comes_back_marked_and_can_be_sent_again_with_the_marks() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let back = owner.says("/deadlines\nDate: 2020-12-02\nky: а\nru:\nen: c").await;
    back.opens_with(say.form_returned()).closes_with(say.form_error_passed());
    back.sees("/deadlines\n⚠ Date: 2020-12-02\nky: а\n⚠ ru:\nen: c");
    back.does_not_see(say.staff_deadline_how());
    let mended = "/deadlines\n⚠ Date: 2026-12-02\nky: а\n⚠ ru: б\nen: c";
    owner.says(mended).await.opens_with(say.staff_deadline_ask());
    owner.taps(say.button_deadline_set()).await;
    assert_eq!(names(&bot).await, ["c"]);

    let back = owner.says("Status: fulfilled\nLink: http://example.org").await;
    back.closes_with(say.form_at_line(3, "Link")).closes_with(say.form_error_link());
    // The missing lines are marked, and explained once the others are right.
    back.closes_with(say.form_more(5))
        .does_not_see(say.form_error_missing("Call, Date, Кыргызча, Русский, English"));
    back.sees("/record\nStatus: fulfilled\n⚠ Link: http://example.org\n⚠ Call:");
    let back = owner.says("/record\none\ntwo\nthree\nfour").await;
    back.sees("⚠ four").closes_with(say.form_more(10));
}

#[tokio::test]
async fn an_edited_form_counts_without_its_command_too() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let [form, _] = filled_in(Lang::Ru);
    let wrong = form.replace("2027", "2020");
    owner.says(&wrong).await.closes_with(say.form_error_passed());
    owner.edits(form).await.opens_with(say.staff_deadline_ask());
    owner.taps(say.button_deadline_set()).await;
    assert_eq!(names(&bot).await, ["c"]);
}

#[tokio::test]
async fn a_form_without_its_command_is_one_only_for_staff_and_where_nothing_else_is_asked() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let [form, _] = filled_in(Lang::En);
    let aigul = bot.reader("Aigul").await;
    aigul.says(form).await.is_short(say.home_hint());
    // It may be the text of a broadcast.
    begins(&owner).await;
    owner.says(form).await.opens_with(say.campaign_title());
    owner.says("/cancel").await;
    owner.supports_up_to(NAME).await;
    owner.says("Date: 1\nCall: 2").await.does_not_see(say.form_returned());
    assert!(names(&bot).await.is_empty());
}

#[tokio::test]
async fn a_contact_of_staff_in_several_lines_is_no_form() {
    let (_bot, owner) = TestBot::with_owner().await;
    owner.supports_up_to(CONTACT).await;
    owner.says("Link: example.org\nRussian: yes").await.does_not_see(english().form_returned());
}
