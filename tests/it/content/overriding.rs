//! A folder over the built-in words and facts.

use pledge_bot::domain::{CallStatus, Lang, Region};
use pledge_bot::texts::{Texts, check_report};

use super::folder::Folder;

#[test]
fn what_is_built_in_is_in_order() {
    let summary = check_report(None).unwrap_or_else(|faults| panic!("{faults:#?}"));
    // Nobody says "we", and no wording that was ruled out comes back.
    assert!(summary.notes.is_empty(), "{:#?}", summary.notes);
    let content = Texts::builtin();
    assert_eq!(
        (summary.calls, summary.deadlines),
        (content.pledge.calls.len(), content.pledge.deadlines.len())
    );
    assert!(summary.messages > 100, "{summary}");
    assert_eq!(content.pledge.deadlines[0].date, jiff::civil::date(2024, 12, 31));
    assert_eq!(content.pledge.deadlines[0].zone.iana_name(), Some("Asia/Bishkek"));
    let places: Vec<_> = Region::ALL.into_iter().filter(|region| region.is_place()).collect();
    assert_eq!(content.pledge.regions, places);
    // A missing status means that no information was entered.
    assert!(content.pledge.calls.iter().all(|call| call.status == CallStatus::NotRecorded));
}

#[test]
fn an_empty_folder_changes_nothing_and_check_says_so() {
    let folder = Folder::new();
    let shown = check_report(Some(folder.path())).expect("no fault").to_string();
    let builtin = check_report(None).expect("no fault").to_string();
    let note = format!("{}: this folder has no texts and no facts", folder.path().display());
    assert!(shown.starts_with(&note) && shown.ends_with(&builtin), "{shown}");
}

#[test]
fn a_folder_overrides_message_by_message() {
    // So a new version, which asks for more messages, does not refuse it.
    let folder = Folder::new().write("ru/buttons.ftl", "button-help = Подсказка\n").alter(
        "pledge.toml",
        "version = 3",
        "version = 3",
    );
    let (builtin, content) = (Texts::builtin(), folder.content());
    assert_eq!(content.say(Lang::Ru).button_help(), "Подсказка");
    assert_eq!(content.say(Lang::Ru).button_home(), builtin.say(Lang::Ru).button_home());
    assert_eq!(content.say(Lang::Ky).button_help(), builtin.say(Lang::Ky).button_help());
    assert_eq!(content.say(Lang::Ru).home_text(), builtin.say(Lang::Ru).home_text());
    assert_eq!((content.pledge.consent, &content.pledge.calls), (3, &builtin.pledge.calls));
}

#[test]
fn what_is_built_in_beside_a_folders_message_is_reported_at_its_own_line() {
    let folder = Folder::new()
        .write("ru/buttons.ftl", "button-help = Подсказка\n")
        .write("ru/home.ftl", "button-home = Домой\n");
    let line = Folder::builtin("ru/buttons.ftl").lines().position(|line| line.starts_with("button-home"));
    let place = format!("messages/ru/buttons.ftl:{}: button-home stands at ", line.expect("a message") + 1);
    assert!(matches!(&folder.faults()[..], [fault] if fault.starts_with(&place)), "{:#?}", folder.faults());
}

#[test]
fn a_file_saved_on_windows_is_read() {
    let text = format!("\u{FEFF}{}", Folder::builtin("ky/home.ftl").replace('\n', "\r\n"));
    let content = Folder::new().write("ky/home.ftl", text).content();
    assert_eq!(content.say(Lang::Ky).home_text(), Texts::builtin().say(Lang::Ky).home_text());
    let toml = format!("\u{FEFF}{}", Folder::builtin("pledge.toml").replace('\n', "\r\n"));
    assert_eq!(Folder::new().write("pledge.toml", toml).content().pledge, Texts::builtin().pledge);
}

#[test]
fn a_status_is_recorded_with_its_note() {
    let recorded =
        "status = \"kept-in-part\"\nsince = 2025-06-01\nlink = \"https://example.org/report?a=1&b=2\"";
    let note = |text: &str| format!("call-authorities-funding-title = {text}");
    let folder = [("ky", "Каржылоо"), ("ru", "Финансирование"), ("en", "Funding")].into_iter().fold(
        Folder::new().alter("pledge.toml", "status = \"not-recorded\"", recorded),
        |folder, (lang, title)| {
            let with_note = format!("call-authorities-funding-note = {title}.\n{}", note(title));
            folder.alter(&format!("{lang}/calls.ftl"), &note(title), &with_note)
        },
    );
    let content = folder.content();
    let call = &content.pledge.calls[0];
    assert_eq!((call.status, call.since), (CallStatus::KeptInPart, Some(jiff::civil::date(2025, 6, 1))));
    assert_eq!(call.link.as_deref(), Some("https://example.org/report?a=1&b=2"));
    assert_eq!(content.say(Lang::En).call_note(&call.id).as_str(), "Funding.");
}

#[test]
fn words_come_from_the_next_language_where_one_lacks_them() {
    // Only an optional note may be missing in a language.
    let note = |lang: &str, title: &str| {
        let title = format!("call-authorities-funding-title = {title}");
        (
            format!("{lang}/calls.ftl"),
            title.clone(),
            format!("call-authorities-funding-note = {lang}\n{title}"),
        )
    };
    let id = &Texts::builtin().pledge.calls[0].id;
    let said = |content: &Texts, lang| content.say(lang).call_note(id).to_string();

    let (en, from, to) = note("en", "Funding");
    let folder = Folder::new().alter(&en, &from, &to);
    let content = folder.content();
    assert_eq!(Lang::ALL.map(|lang| said(&content, lang)), ["en", "en", "en"]);

    let (ru, from, to) = note("ru", "Финансирование");
    let content = folder.alter(&ru, &from, &to.replace("= ru", "= { \"ru\" }")).content();
    assert_eq!(Lang::ALL.map(|lang| said(&content, lang)), ["ru", "ru", "en"]);

    // If no language has it, the text is empty, and nothing breaks.
    assert_eq!(said(&Texts::builtin(), Lang::Ky), "");
}

#[test]
fn names_from_before_still_take_effect_and_check_says_the_new_ones() {
    let old = Folder::builtin("ru/topics.ftl")
        .replace("topics-text", "updates-text")
        .replace("topics-stopped", "updates-stopped");
    let old = old.replace("updates-stopped = Все", "updates-stopped = Теперь все");
    let folder = Folder::new().write("ru/updates.ftl", old).alter(
        "ky/buttons.ftl",
        "button-sign-up =",
        "button-sign =",
    );
    let content = folder.content();
    assert!(content.say(Lang::Ru).topics_stopped().as_str().starts_with("Теперь все"));
    assert_eq!(content.say(Lang::Ky).button_sign_up(), Texts::builtin().say(Lang::Ky).button_sign_up());
    let shown = check_report(Some(folder.path())).expect("no fault").to_string();
    assert!(shown.contains("this file is called topics.ftl now"), "{shown}");
    assert!(shown.contains("updates-stopped is called topics-stopped now"), "{shown}");
    assert!(shown.contains("button-sign is called button-sign-up now"), "{shown}");
}

#[test]
fn a_file_under_both_names_is_refused() {
    let folder = Folder::new()
        .write("ru/updates.ftl", Folder::builtin("ru/topics.ftl"))
        .write("ru/topics.ftl", Folder::builtin("ru/topics.ftl"));
    let faults = check_report(Some(folder.path()))
        .expect_err("two of them")
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    assert!(faults.iter().any(|fault| fault.contains("keep one of them")), "{faults:?}");
}
