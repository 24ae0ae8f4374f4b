//! Who speaks: no text makes a reader or the bot say "we", and no text uses a word that the editors ruled out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pledge_bot::domain::Lang;

/// The texts that quote the coalition, which says "we" in its pledge, and the buttons with which a reader supports it
/// and agrees.
const QUOTED: [&str; 7] = [
    "button-agree",
    "button-support-it",
    "pledge-full",
    "call-authorities-funding-text",
    "call-authorities-laws-text",
    "call-un-partnership-text",
    "call-coalition-partnership-text",
];

/// Pronouns of the first person, and the verbs in its plural that our texts have had.
fn says_we(lang: Lang, word: &str) -> bool {
    let (words, endings): (&[&str], &[&str]) = match lang {
        Lang::En => (&["we", "us", "our", "ours", "we're", "we'll", "i", "i'm"], &[]),
        Lang::Ru => (
            &[
                "я",
                "мы",
                "нас",
                "нам",
                "нами",
                "наш",
                "наша",
                "наше",
                "наши",
                "нашей",
                "нашу",
                "наших",
                "нашего",
            ],
            &["зываем", "деемся", "раним", "рждаем"],
        ),
        Lang::Ky => (
            &["мен", "мага", "биз", "бизге", "бизди", "бизден", "бизде", "биздин"],
            &["абыз", "ебиз", "обуз", "өбүз", "йбыз", "йбиз", "тели"],
        ),
    };
    words.contains(&word) || endings.iter().any(|ending| word.ends_with(ending))
}

/// Words and wordings that readers found misleading or jargon.
fn ruled_out(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &["came of", "sealed", "do you sign", "you sign", "kept in part", "my side", "our side"],
        Lang::Ru => &["что сделано по", "последняя неделя", "начали становиться", "подписать обязательство"],
        Lang::Ky => &["кандай аткарылып жатат", "иште да", "акыркы аптада", "кулпуланат"],
    }
}

/// The messages of a language by ID, without comments. Only those for citizens: staff's texts are in files of their own.
fn messages(lang: Lang) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages").join(lang.code());
    let mut messages = BTreeMap::new();
    for file in fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file")) {
        let name = file.file_name().into_string().expect("a name");
        if ["campaigns.ftl", "staff.ftl", "staff-forms.ftl"].contains(&name.as_str()) {
            continue;
        }
        let mut id = String::new();
        let text = fs::read_to_string(file.path()).expect("a text");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
            let (head, value) = line.split_once('=').filter(|_| begins).unwrap_or(("", line));
            if begins {
                head.trim().clone_into(&mut id);
            }
            let message: &mut String = messages.entry(id.clone()).or_default();
            message.push_str(&value.to_lowercase());
            message.push('\n');
        }
    }
    messages
}

/// The faults of a message.
fn faults(lang: Lang, id: &str, text: &str) -> Vec<String> {
    let bare = text.replace("<i>", "").replace("</i>", "");
    let words = bare.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty());
    let we =
        words.filter(|word| says_we(lang, word)).map(|word| format!("{} {id} says {word:?}", lang.code()));
    let quoted = QUOTED.contains(&id);
    // The file of a person's data has the word itself in it.
    let outside = text.replace("{ \"sealed\" }", "").replace("“sealed”", "");
    let ruled_out = ruled_out(lang).iter().filter(|wording| !quoted && outside.contains(**wording));
    let ruled_out = ruled_out.map(|wording| format!("{} {id} has {wording:?}", lang.code()));
    we.filter(|_| !quoted).chain(ruled_out).collect()
}

#[test]
fn nobody_is_made_to_say_we_and_no_wording_that_was_ruled_out_comes_back() {
    let found: Vec<_> = Lang::ALL
        .into_iter()
        .flat_map(|lang| messages(lang).into_iter().flat_map(move |(id, text)| faults(lang, &id, &text)))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_we_and_a_wording_that_was_ruled_out_are_found() {
    for (lang, text) in [
        (Lang::En, "we keep your number"),
        (Lang::Ru, "призываем власти"),
        (Lang::Ru, "у нас сбой"),
        (Lang::Ky, "номериңизди сактайбыз"),
        (Lang::Ky, "бийликти чакырабыз"),
        (Lang::En, "see what came of it"),
    ] {
        assert_eq!(faults(lang, "home-text", text).len(), 1, "{text}");
    }
    assert!(faults(Lang::Ru, "call-un-partnership-text", "надеемся").is_empty(), "the coalition speaks");
    assert!(faults(Lang::Ky, "home-text", "сөзсүз жазыңыз").is_empty());
}
