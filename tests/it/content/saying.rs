//! The typed functions of messages: numbers, dates, and texts that people typed.

use jiff::civil::date;
use pledge_bot::domain::{Command, Lang, Region, Topic};
use pledge_bot::texts::{Html, Texts};
use proptest::prelude::*;

#[test]
fn russian_counts_as_russian_does() {
    let content = Texts::builtin();
    let said = |days| content.say(Lang::Ru).deadline_left(days).to_string();
    for (days, text) in [
        (1, "Остался 1 день."),
        (2, "Осталось 2 дня."),
        (5, "Осталось 5 дней."),
        (11, "Осталось 11 дней."),
        (21, "Остался 21 день."),
        (102, "Осталось 102 дня."),
        (1000, "Осталось 1000 дней."),
    ] {
        assert_eq!(said(days), text);
    }
    assert_eq!(content.say(Lang::En).deadline_passed(1).as_str(), "The deadline passed 1 day ago.");
    assert_eq!(content.say(Lang::En).deadline_passed(694).as_str(), "The deadline passed 694 days ago.");
    assert_eq!(content.say(Lang::Ky).deadline_left(5).as_str(), "5 күн калды.");
}

#[test]
fn dates_are_written_as_each_language_writes_them() {
    let content = Texts::builtin();
    let day = date(2024, 12, 31);
    for (lang, long, month) in [
        (Lang::Ky, "2024-жылдын 31-декабры", "2023-жылдын майы"),
        (Lang::Ru, "31 декабря 2024 г.", "май 2023 г."),
        (Lang::En, "31 December 2024", "May 2023"),
    ] {
        let say = content.say(lang);
        assert_eq!((say.date(day).as_str(), say.month(2023, 5).as_str()), (long, month));
    }
}

#[test]
fn members_of_a_family_have_words_of_their_own() {
    let content = Texts::builtin();
    let say = content.say(Lang::En);
    assert_eq!(say.region_name(Region::BishkekCity), "Bishkek (city)");
    assert_eq!(say.command(Command::Stop), "Stop all messages");
    assert_eq!(say.topic_on(&say.topic_name(Topic::News)), "✓ News: on");
    assert_eq!(say.call_title(&content.pledge.calls[0].id), "Funding");
    assert_eq!(say.deadline_name(&content.pledge.deadlines[0].id), "Pledge deadline");
}

#[test]
fn what_people_typed_is_escaped_in_html_and_left_alone_in_labels() {
    let content = Texts::builtin();
    for (typed, escaped) in [
        ("<3", "<b>&lt;3</b>"),
        ("A & B", "<b>A &amp; B</b>"),
        ("</b>&lt;", "<b>&lt;/b&gt;&amp;lt;</b>"),
        ("{ $name }", "<b>{ $name }</b>"),
    ] {
        let said = content.say(Lang::En).sign_up_heading(typed);
        assert_eq!(said.as_str(), escaped);
        assert_eq!(said.plain(), typed);
    }
    assert_eq!(content.say(Lang::En).topic_off("<3 & B"), "<3 & B: off");
}

#[test]
fn html_enters_html_as_it_is() {
    let content = Texts::builtin();
    let line = content.say(Lang::En).calls_line("A < B", &Html::pre("x"));
    assert_eq!(line.as_str(), "• A &lt; B: <pre>x</pre>");
}

#[test]
fn parts_are_joined_and_empty_ones_leave_no_gap() {
    let html = |text| Html::escaped(text);
    assert_eq!(Html::lines([html("a"), html(""), html("b")]).as_str(), "a\nb");
    assert_eq!(Html::paragraphs([html(""), html("a"), html("b")]).as_str(), "a\n\nb");
}

#[test]
fn lengths_are_counted_in_utf16_after_entity_parsing() {
    assert_eq!(Html::escaped("<3").utf16_len(), 2);
    assert_eq!(Html::pre("A & B").utf16_len(), 5);
    assert_eq!(Html::escaped("🇰🇬").utf16_len(), 4);
    assert_eq!(Html::escaped("&lt;").utf16_len(), 4);
}

proptest! {
    #[test]
    fn any_text_is_shown_as_it_was_typed(typed in "\\PC{0,40}") {
        let html = Html::escaped(&typed);
        prop_assert_eq!(html.plain(), typed.clone());
        prop_assert!(!html.as_str().contains(['<', '>', '"']));
        prop_assert_eq!(Html::pre(&typed).utf16_len(), typed.encode_utf16().count());
    }
}
