//! Finds texts that say "we" or "I", and wordings that the editors ruled out. The coalition is named as the author
//! of what it says, and the bot is "the bot". Only words that quote the coalition say "we".

use crate::domain::Lang;
use crate::texts::ContentError;
use crate::texts::check::wording;
use crate::texts::files::ContentFiles;
use crate::texts::pattern::PatternParts;

/// The parts of a language that give away who speaks, in lower case.
struct Voice {
    /// Pronouns of the first person plural.
    we: &'static [&'static str],
    /// Pronouns of the first person singular. Buttons may have them: a reader speaks there.
    i: &'static [&'static str],
    /// The ends of verbs and of nouns with the first person plural.
    endings: &'static [&'static str],
    /// Words with these ends that are something else.
    others: &'static [&'static str],
    /// Wordings that readers found misleading, clumsy or jargon.
    ruled_out: &'static [&'static str],
}

const ENGLISH: Voice = Voice {
    we: &["we", "us", "our", "ours", "ourselves", "we're", "we'll", "we've", "we'd", "let's"],
    i: &["i", "i'm", "i'll", "i've", "i'd"],
    endings: &[],
    others: &[],
    ruled_out: &[
        "came of",
        "kept, sealed",
        "are sealed",
        "is sealed",
        "do you sign",
        "you sign",
        "signs as",
        "kept in part",
        "my side",
        "our side",
        "by the clocks",
        "fill in anew",
        "messages i want",
        "of the coalition's of which",
        "what civil society does",
        "civil society and media of kyrgyzstan",
    ],
};

const RUSSIAN: Voice = Voice {
    we: &[
        "мы",
        "нас",
        "нам",
        "нами",
        "наш",
        "наша",
        "наше",
        "наши",
        "нашего",
        "нашей",
        "нашему",
        "нашим",
        "нашими",
        "наших",
        "нашу",
        "нашем",
        "нашею",
    ],
    i: &["я"],
    endings: &[
        "аем",
        "яем",
        "уем",
        "юем",
        "деем",
        "меем",
        "аемся",
        "яемся",
        "уемся",
        "деемся",
        "раним",
        "будем",
        "можем",
        "хотим",
        "просим",
        "верим",
        "дарим",
        "ждём",
        "ждем",
        "даём",
        "ведём",
    ],
    others: &["чаем", "краем", "маем", "случаем", "обычаем", "урожаем", "трамваем", "буем"],
    ruled_out: &[
        "что сделано по",
        "что сделано»",
        "последняя неделя",
        "начали становиться",
        "подписать обязательство",
        "помогают образованию",
        "работа гражданского общества",
        "что делает гражданское общество",
        "гражданское общество и сми кыргызстана",
    ],
};

const KYRGYZ: Voice = Voice {
    we: &["биз", "бизге", "бизди", "бизден", "бизде", "биздин", "биздики"],
    i: &["мен", "мага", "мени", "менден"],
    endings: &[
        "абыз", "ебиз", "обуз", "өбүз", "йбыз", "йбиз", "йбуз", "йбүз", "ыбыз", "ибиз", "убуз", "үбүз",
        "тели",
    ],
    others: &["кобуз", "отели"],
    ruled_out: &[
        "кандай аткарылып жатат",
        "иште да",
        "акыркы аптада",
        "кулпуланат",
        "кайсы билдирүүлөрдү алам",
        "келип турсун",
        "атын көрсөтпөй улантуу",
        "жарандык коом эмне кылат",
        "жарандык коому жана медиасы",
    ],
};

/// The endings of cases behind a noun, such as that of *our country's*.
const KYRGYZ_CASES: [&str; 20] = [
    "дын", "дин", "дун", "дүн", "ды", "ди", "ду", "дү", "га", "ге", "го", "гө", "дан", "ден", "дон", "дөн",
    "да", "де", "до", "дө",
];

impl Voice {
    fn of(lang: Lang) -> &'static Voice {
        match lang {
            Lang::En => &ENGLISH,
            Lang::Ru => &RUSSIAN,
            Lang::Ky => &KYRGYZ,
        }
    }

    /// Whether a word in lower case makes somebody say "we".
    fn says_we(&self, word: &str) -> bool {
        let ends = |word: &str| self.endings.iter().any(|ending| word.ends_with(ending));
        let mut nouns = KYRGYZ_CASES.iter().filter_map(|case| word.strip_suffix(case));
        !self.others.contains(&word) && (self.we.contains(&word) || ends(word) || nouns.any(ends))
    }
}

/// Whether a message quotes the coalition, or says what the law wants it to say.
fn is_quoted(id: &str) -> bool {
    let is_call = id.starts_with("call-") && id.ends_with("-text");
    is_call || ["pledge-full", "legal-notice"].contains(&id)
}

/// Whether a reader speaks in a message, on a button of theirs.
fn is_of_reader(id: &str) -> bool {
    id.starts_with("button-")
}

/// Notes on all texts. They are no faults: a text that an office wrote takes effect.
pub(in crate::texts) fn notes(files: &ContentFiles) -> Vec<ContentError> {
    let mut notes = Vec::new();
    for lang in Lang::ALL {
        for source in files.sources(lang) {
            for message in source.messages().filter(|message| !is_quoted(message.id.name)) {
                let texts = message.value.as_ref().map(PatternParts::of).unwrap_or_default().texts;
                for text in texts {
                    let found = findings(lang, message.id.name, text);
                    notes.extend(found.into_iter().map(|(at, reason)| source.fault(at, reason)));
                }
            }
        }
    }
    notes
}

/// The words in a part of a message that should not be there, each with the reason.
fn findings<'a>(lang: Lang, id: &str, text: &'a str) -> Vec<(&'a str, String)> {
    let voice = Voice::of(lang);
    let mut found = Vec::new();
    for word in words(text) {
        let plain = word.to_lowercase().replace('’', "'");
        // The country is no pronoun.
        let is_name = word == "US";
        if !is_name && voice.says_we(&plain) {
            found.push((
                word,
                format!("{id} says {word:?}: only quoted words say \"we\"; name the coalition or the bot"),
            ));
        } else if voice.i.contains(&plain.as_str()) && !is_of_reader(id) {
            found.push((
                word,
                format!("{id} says {word:?}: nobody says \"I\" but a reader on a button; name the bot"),
            ));
        }
    }
    let lower = text.to_lowercase();
    let ruled_out = voice.ruled_out.iter().filter(|wording| lower.contains(**wording));
    found
        .extend(ruled_out.map(|wording| {
            (text, format!("{id} has {wording:?}, which readers found misleading or clumsy"))
        }));
    found
}

/// The words of a text, without its tags.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = wording::outside(text, '<', '>');
    let is_between = |c: char| !c.is_alphabetic() && c != '\'' && c != '’';
    parts.flat_map(move |part| part.split(is_between)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(lang: Lang, id: &str, text: &str) -> usize {
        findings(lang, id, text).len()
    }

    #[test]
    fn a_we_and_a_wording_that_was_ruled_out_are_found() {
        for (lang, text) in [
            (Lang::En, "We keep your number"),
            (Lang::En, "write to us"),
            (Lang::En, "we’ll answer"),
            (Lang::En, "see what came of it"),
            (Lang::Ru, "Призываем власти"),
            (Lang::Ru, "у нас сбой"),
            (Lang::Ru, "публикуем новости"),
            (Lang::Ru, "будем рады"),
            (Lang::Ru, "на нашем сайте"),
            (Lang::Ky, "номериңизди сактайбыз"),
            (Lang::Ky, "бийликти чакырабыз"),
            (Lang::Ky, "биздин коалиция"),
            (Lang::Ky, "өлкөбүздүн келечеги"),
            (Lang::Ky, "тарабыбыздан"),
        ] {
            assert_eq!(count(lang, "home-text", text), 1, "{text}");
        }
        assert_eq!(count(Lang::En, "home-text", "I don't understand"), 1);
    }

    #[test]
    fn other_words_pass() {
        for (lang, text) in [
            (Lang::En, "the US, a bus, the hours, power"),
            (Lang::Ru, "случаем, чаем, с другими, этим, всем, заявлением"),
            (Lang::Ky, "сөзсүз жазыңыз, <i>кобуз</i>"),
        ] {
            assert_eq!(findings(lang, "home-text", text), [], "{text}");
        }
        assert_eq!(count(Lang::En, "button-support-it", "I support it"), 0, "a reader speaks");
        assert!(
            is_quoted("call-un-partnership-text") && is_quoted("pledge-full") && is_quoted("legal-notice")
        );
        assert!(!is_quoted("call-un-partnership-send") && !is_quoted("pledge-summary"));
    }
}
