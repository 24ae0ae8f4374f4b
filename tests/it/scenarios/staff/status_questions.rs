//! The status of a call is entered by answering one question after another: in few taps, with mistakes, over a restart, and back
//! and forth.

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::{CallStatus, FormField, Lang, StatusEntry};
use pledge_bot::texts::{Html, Say};

use super::{is_refused, owner_in};
use crate::support::chat::{Person, english, say, texts};
use crate::support::test_bot::TestBot;

/// The evidence.
const LINK: &str = "https://example.org/report";

/// The note in a language.
fn note(lang: Lang) -> &'static str {
    match lang {
        Lang::Ky => "Мыйзам кабыл алынды",
        Lang::Ru => "Закон принят",
        Lang::En => "The law was passed",
    }
}

/// The title of the call about laws.
fn laws(say: &Say<'_>) -> String {
    say.call_title(&texts().pledge.calls[1].id)
}

/// The entries, the newest first.
async fn entries(bot: &TestBot) -> Vec<StatusEntry> {
    bot.service(async |service| service.app().store.reader().record().await.expect("read")).await
}

/// The question for the note in a language.
fn asks_note(say: &Say<'_>, lang: Lang) -> String {
    say.staff_status_note(lang.code(), 600).plain()
}

/// The name of a field on its button.
fn field(say: &Say<'_>, field: FormField) -> String {
    say.form_field(field).plain().split(',').next().unwrap_or_default().to_owned()
}

/// Writes the notes, the person's own language first.
async fn writes_notes(owner: &Person, say: &Say<'_>) {
    for lang in say.lang().then_others() {
        owner.says(note(lang)).await;
    }
}

#[tokio::test]
async fn a_call_status_takes_at_most_eight_taps() {
    for lang in Lang::ALL {
        let (bot, owner) = owner_in(lang).await;
        let say = say(lang);
        for way in ["/record", "/panel", "/calls"] {
            owner.counts_taps();
            owner.says(way).await;
            match way {
                "/panel" => drop(owner.taps(say.button_panel_statuses()).await),
                "/calls" => drop(owner.taps(say.button_status_enter()).await),
                _ => {}
            }
            owner.newest_has(say.staff_status_call());
            owner
                .taps(laws(&say))
                .await
                .opens_with(say.staff_status_of(&laws(&say)))
                .sees(say.staff_status_result());
            owner.taps(say.status(CallStatus::InProgress)).await.sees(asks_note(&say, lang));
            writes_notes(&owner, &say).await;
            owner.newest_has(say.staff_status_link());
            owner.says(LINK).await.sees(say.staff_status_date("25.11.2026"));
            let asked = owner.taps(say.button_today()).await;
            asked.opens_with(say.staff_status_ask());
            for shown in [note(Lang::Ky), note(Lang::Ru), note(Lang::En), LINK, &laws(&say)] {
                asked.sees(shown);
            }
            let before = entries(&bot).await.len();
            owner.taps(say.button_status_yes()).await.opens_with(say.staff_status_entered());
            owner.has_tapped_at_most(8);
            assert_eq!(entries(&bot).await.len(), before + 1);
            bot.clock.advance(SignedDuration::from_secs(5));
        }
        let entry = entries(&bot).await.remove(0);
        assert_eq!((entry.status, entry.date), (CallStatus::InProgress, date(2026, 11, 25)));
        assert_eq!((entry.link.as_str(), entry.notes[&lang].as_str()), (LINK, note(lang)));
    }
}

#[tokio::test]
async fn a_mistake_in_a_status_is_told_last_and_the_question_stays_open() {
    for lang in Lang::ALL {
        let (bot, owner) = owner_in(lang).await;
        let say = say(lang);
        owner.says("/record").await;
        let calls: Vec<_> = texts().pledge.calls.iter().map(|call| say.call_title(&call.id)).collect();
        let unknown = say.form_error_choice(&calls.join(", ")).plain();
        is_refused(&owner, &owner.says("Атлантида").await, &unknown);
        is_refused(&owner, &owner.sends("photo").await, &say.staff_form_need_text().plain());
        is_refused(&owner, &owner.says("/nonsense").await, &say.home_unknown_command().plain());
        owner.taps(say.button_form_choices()).await.sees(say.staff_status_call());
        owner.says(&laws(&say)).await.sees(say.staff_status_result());
        let statuses: Vec<_> = CallStatus::ALL[1..].iter().map(|each| say.status(*each).plain()).collect();
        let unknown = say.form_error_choice(&statuses.join(", ")).plain();
        is_refused(&owner, &owner.says("жакшы").await, &unknown);
        owner.says(&say.status(CallStatus::Kept).plain()).await.sees(asks_note(&say, lang));
        for each in lang.then_others() {
            let long = "ө".repeat(601);
            let heard = owner.says(&long).await;
            is_refused(&owner, &heard, &say.form_error_long(1, 600).plain());
            // What was typed can be copied.
            heard.sees(&long);
            owner.says(note(each)).await;
        }
        owner.newest_has(say.staff_status_link());
        for link in ["example.org", "http://example.org/"] {
            is_refused(&owner, &owner.says(link).await, &say.form_error_link().plain());
        }
        let long = format!("https://example.org/{}", "a".repeat(500));
        is_refused(&owner, &owner.says(&long).await, &say.form_error_long(8, 512).plain());
        owner.says(LINK).await.sees(say.staff_status_date("25.11.2026"));
        for (typed, error) in [
            ("26.11.2026", say.form_error_ahead()),
            ("01.01.1926", say.form_error_early("2000")),
            ("20.11.26", say.form_error_date()),
            ("31.11.2026", say.form_error_day()),
        ] {
            is_refused(&owner, &owner.says(typed).await, &error.plain());
        }
        owner.says("20.11.2026").await.opens_with(say.staff_status_ask());
        owner.taps(say.button_status_yes()).await.opens_with(say.staff_status_entered());
        let [entry] = &entries(&bot).await[..] else { panic!("one entry") };
        assert_eq!((entry.status, entry.date), (CallStatus::Kept, date(2026, 11, 20)));
    }
}

#[tokio::test]
async fn a_status_goes_on_after_a_restart_and_after_another_screen() {
    for lang in Lang::ALL {
        goes_on_after_a_restart(lang).await;
    }
}

async fn goes_on_after_a_restart(lang: Lang) {
    let (bot, owner) = owner_in(lang).await;
    let say = say(lang);
    let langs: Vec<_> = lang.then_others().collect();
    let [first, second, third] = langs[..] else { panic!("three languages") };
    owner.says("/record").await;
    owner.taps(laws(&say)).await;
    bot.restart().await;
    owner.taps(say.status(CallStatus::Kept)).await.sees(asks_note(&say, first));
    bot.restart().await;
    // The question is still open.
    owner.says(note(first)).await.sees(asks_note(&say, second));
    owner.says("/help").await;
    let shown = owner.says("/record").await;
    shown.opens_with(say.staff_form_unfinished()).sees(note(first)).sees(say.staff_form_missing());
    owner.taps(say.button_form_go_on()).await.sees(asks_note(&say, second));
    owner.says(note(second)).await;
    owner.taps(say.button_form_whole()).await.sees(note(second));
    bot.restart().await;
    owner.taps(say.button_form_go_on()).await.sees(asks_note(&say, third));
    owner.says(note(third)).await;
    owner.says(LINK).await;
    owner.taps(say.button_today()).await;
    bot.restart().await;
    // The confirmation of another run of the bot is asked for again.
    owner.taps(say.button_status_yes()).await.opens_with(say.form_changed());
    owner.taps(say.button_status_yes()).await.opens_with(say.staff_status_entered());
    assert_eq!(entries(&bot).await.len(), 1);
    owner.says("/record").await.opens_with(say.staff_status_new());
}

#[tokio::test]
async fn back_leads_through_the_questions_of_a_status_and_keeps_the_answers() {
    for lang in Lang::ALL {
        goes_back_and_forth(lang).await;
    }
}

async fn goes_back_and_forth(lang: Lang) {
    let (bot, owner) = owner_in(lang).await;
    let (english, say) = (english(), say(lang));
    let back = say.button_back();
    owner.says("/record").await;
    owner.taps(&back).await.opens_with(say.panel_title());
    owner.taps(say.button_panel_statuses()).await;
    owner.taps(laws(&say)).await;
    owner
        .taps(&back)
        .await
        .sees(say.staff_status_call())
        .sees(say.staff_form_present(&Html::escaped(&laws(&say))));
    owner.taps(say.button_form_keep()).await.sees(say.staff_status_result());
    owner.taps(say.status(CallStatus::NotKept)).await;
    owner.taps(&back).await.sees(say.staff_status_result());
    owner.taps(say.button_form_keep()).await;
    for each in lang.then_others() {
        owner.says(note(each)).await;
        owner.taps(&back).await.sees(asks_note(&say, each)).sees(note(each));
        owner.taps(say.button_form_keep()).await;
    }
    owner.says(LINK).await;
    owner.taps(&back).await.sees(say.staff_status_link()).sees(LINK);
    owner.taps(say.button_form_keep()).await.sees(say.staff_status_date("25.11.2026"));
    owner.says("бүгүн").await.opens_with(say.staff_status_ask());
    // Every answer can be changed from there, and back leads there.
    for each in [FormField::Call, FormField::Status, FormField::Link, FormField::Date] {
        owner.taps(field(&say, each)).await;
        owner.taps(&back).await.opens_with(say.staff_status_ask());
    }
    owner.taps(english.language_name()).await.sees(asks_note(&say, Lang::En));
    owner.says("Passed at last").await.opens_with(say.staff_status_ask()).sees("Passed at last");
    owner.taps(field(&say, FormField::Status)).await;
    owner.taps(say.status(CallStatus::KeptInPart)).await.opens_with(say.staff_status_ask());
    owner.taps(say.button_status_yes()).await.opens_with(say.staff_status_entered());
    let [entry] = &entries(&bot).await[..] else { panic!("one entry") };
    assert_eq!((entry.status, entry.notes[&Lang::En].as_str()), (CallStatus::KeptInPart, "Passed at last"));
    let shown = if lang == Lang::En { "Passed at last" } else { note(lang) };
    owner.taps(laws(&say)).await.sees(shown);
}

#[tokio::test]
async fn a_status_begins_on_the_page_of_its_call_and_can_be_copied_as_one_form() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Aigul").await;
    reader.says("/calls").await;
    reader.taps(laws(&say)).await.has_no_button(say.button_status_enter());
    owner.says("/calls").await;
    owner.taps(laws(&say)).await;
    owner.taps(say.button_status_enter()).await.sees(say.staff_status_result());
    owner.taps(say.status(CallStatus::Kept)).await.sees(asks_note(&say, Lang::En));
    // A form for another call is not begun over it.
    owner.says("/calls").await;
    owner.taps(say.call_title(&texts().pledge.calls[0].id)).await;
    owner.taps(say.button_status_enter()).await.opens_with(say.staff_form_unfinished());
    owner.taps(say.button_form_discard()).await.opens_with(say.form_dropped());
    owner.says("/record").await;
    owner.taps(say.button_form_as_one()).await.opens_with(say.staff_status_how());
    owner.taps(say.button_back()).await.opens_with(say.staff_status_new());
    // A whole form may be the answer where a call is asked for; in the place of a note it is the note.
    let form =
        format!("Call: {}\nStatus: fulfilled\nDate: today\nky: а\nru: б\nen: c\nLink: {LINK}", laws(&say));
    owner.says(&form).await.opens_with(say.staff_status_ask());
    owner.taps(say.button_form_discard()).await;
    owner.says("/record").await;
    owner.taps(laws(&say)).await;
    owner.taps(say.status(CallStatus::Kept)).await;
    owner.says("Date: unknown\nStatus: unclear").await.sees(asks_note(&say, Lang::Ky));
    owner.says("/cancel").await.opens_with(say.form_dropped());
    owner.says("/record").await.opens_with(say.staff_status_new());
    assert!(entries(&bot).await.is_empty());
}

#[tokio::test]
async fn old_buttons_have_no_effect_on_another_status() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner.says("/record").await;
    let begun = bot.clock.now().as_second();
    owner.taps(laws(&say)).await;
    owner.says("/record").await;
    owner.taps(say.button_form_discard()).await;
    bot.clock.advance(SignedDuration::from_mins(1));
    owner.says("/record").await;
    let call = &texts().pledge.calls[0].id;
    for action in ["today", "result:kept", "next:status", "ask:link", &format!("about:{}", call.as_str())] {
        owner.presses_data(&format!("d:f:{begun}:{action}")).await.is_noted(say.campaign_gone_toast());
    }
    // No finding is no answer, and neither is a call that is gone.
    let begun = bot.clock.now().as_second();
    for data in [
        format!("d:f:{begun}:result:not-recorded"),
        format!("d:f:{begun}:about:gone"),
        "d:status:gone".to_owned(),
    ] {
        owner.presses_data(&data).await;
        owner.newest_has(say.staff_status_call());
    }
}
