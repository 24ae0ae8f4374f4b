//! The English pledge equals the submitted text, word for word.

use pledge_bot::domain::Lang;
use pledge_bot::texts::Texts;

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn the_full_text_is_the_pledge_as_it_was_submitted() {
    let content = Texts::builtin();
    let full = content.say(Lang::En).pledge_full().plain();
    let (_, body) = full.split_once("\n\n").expect("a heading");
    let (_, submitted) = content.original.split_once("PLEDGE NUMBER 1:").expect("the pledge's number");
    let (submitted, _) = submitted.split_once("Expected deadline").expect("the deadline");
    assert_eq!(words(body), words(submitted));
}

#[test]
fn each_call_is_said_in_the_words_of_the_pledge() {
    let content = Texts::builtin();
    for call in &content.pledge.calls {
        let text = content.say(Lang::En).call_text(&call.id).plain();
        // One sentence became two calls ("We call on … to provide …, and ensure that …"): words were left out, none was added.
        let mut original = content.original.split_whitespace().map(bare);
        for word in words(&text).into_iter().map(bare) {
            assert!(original.any(|other| other == word), "{word} in {text}");
        }
    }
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[test]
fn each_translation_of_a_call_stands_in_the_full_text() {
    let content = Texts::builtin();
    for lang in [Lang::Ky, Lang::Ru] {
        let full = content.say(lang).pledge_full().plain();
        let call =
            content.pledge.calls.iter().find(|call| call.id.as_str() == "un-partnership").expect("a call");
        assert!(full.contains(&content.say(lang).call_text(&call.id).plain()), "{}", lang.code());
    }
}

#[test]
fn the_form_says_what_the_original_says() {
    let content = Texts::builtin();
    let say = content.say(Lang::En);
    let form = content.pledge.form.clone();
    let submitted = say.month(form.submitted_year, form.submitted_month);
    let text = say.pledge_form(form.number, &submitted, &say.date(content.pledge.deadlines[0].date)).plain();
    for line in [
        "December 2023",
        "Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan",
        "Human Rights 75 Secretariat",
    ] {
        assert!(text.contains(line) && content.original.contains(line), "{line} in {text}");
    }
    assert!(text.contains("31 December 2024") && content.original.contains("Dec 31, 2024"));
    assert!(text.contains("Pledge number: 1") && content.original.contains("PLEDGE NUMBER 1"));
}
