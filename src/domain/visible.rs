//! The visible part of texts that people type. Invisible characters are left out, and letters that look alike are one.

use icu_properties::props::{
    BinaryProperty as _, DefaultIgnorableCodePoint, EnumeratedProperty as _, ExtendedPictographic,
    GeneralCategory, GeneralCategoryGroup,
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

/// The most marks on one letter. Vietnamese has two, and more than four are no ordinary text (UTS #39, section 5.4).
const MARKS: usize = 4;
/// Joins the letters of some scripts, and the parts of an emoji.
const JOINER: char = '\u{200D}';
/// Keeps letters apart that would be joined, as Persian needs it.
const NON_JOINER: char = '\u{200C}';
/// Makes the character before it an emoji.
const EMOJI_STYLE: char = '\u{FE0F}';
/// The square around a digit that is an emoji.
const KEYCAP: char = '\u{20E3}';

/// A text on one line without characters that can't be seen. Joiners stay between letters, and what emoji need stays
/// within emoji. White space and control characters become single spaces, and marks beyond the fourth on a letter go.
pub fn line(text: &str) -> String {
    let typed: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (mut shown, mut last, mut marks) = (String::with_capacity(text.len()), None, 0);
    for (nth, &c) in typed.iter().enumerate() {
        let next = typed.get(nth + 1).copied();
        let stays = if is_ignorable(c) {
            is_needed(last, c, next)
        } else {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            marks <= MARKS
        };
        if stays {
            shown.push(c);
            last = Some(c);
        }
    }
    spaced(&shown)
}

/// A text on one line without any character that can't be seen: for addresses and numbers, in which none is needed.
pub fn bare_line(text: &str) -> String {
    let typed = text.chars().filter(|c| !is_ignorable(*c));
    spaced(&typed.map(|c| if c.is_control() { ' ' } else { c }).collect::<String>())
}

/// The form that a text has in common with all that look like it: letters of other alphabets, invisible characters and
/// letter case make no difference.
pub fn look(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !is_ignorable(*c)).collect();
    // Capital letters have more in common: К looks like K, and к only nearly like k.
    skeleton(&bare.to_uppercase()).collect()
}

/// The [`look`] of a text in small letters, as a Russian keyboard writes it: it lacks three Kyrgyz letters, and ё is often
/// left out.
pub fn keyboard_look(text: &str) -> String {
    let russian = text.chars().map(|c| match c {
        'ё' => 'е',
        'ң' => 'н',
        'ө' => 'о',
        'ү' => 'у',
        c => c,
    });
    look(&russian.collect::<String>())
}

/// The form of a word or a name in which it is compared with those that are known. Besides what [`keyboard_look`] leaves
/// out, white space and punctuation make no difference.
pub fn spelling(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    keyboard_look(&letters.collect::<String>())
}

/// The words of a text in small letters, with spaces for all that is neither a letter nor a digit. An apostrophe is nothing,
/// and three or more of the same letter in a row are one.
pub fn plain_words(text: &str) -> String {
    let is_nothing =
        |c: char| is_ignorable(c) || is_mark(c) || matches!(c, '\'' | '`' | '\u{2bc}' | '\u{2019}');
    let letters = text.nfkc().filter(|c| !is_nothing(*c)).map(|c| if c.is_alphanumeric() { c } else { ' ' });
    let plain: String = letters.flat_map(char::to_lowercase).collect();
    let mut short: Vec<char> = Vec::new();
    let mut letters = plain.chars().peekable();
    while let Some(c) = letters.next() {
        let mut again = 0;
        while letters.next_if_eq(&c).is_some() {
            again += 1;
        }
        short.push(c);
        short.extend((again == 1).then_some(c));
    }
    short.into_iter().collect()
}

/// Whether a text has a letter that can be seen.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(|c| is_letter(c) && !is_ignorable(c))
}

/// The beginning of a typed text, short enough to be repeated in an answer.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// Whether a character that can't be seen changes how its neighbours look.
fn is_needed(last: Option<char>, c: char, next: Option<char>) -> bool {
    let Some(last) = last else { return false };
    let joins = |c| c == EMOJI_STYLE || is_skin(c) || ExtendedPictographic::for_char(c);
    match c {
        EMOJI_STYLE => ExtendedPictographic::for_char(last) || (has_keycap(last) && next == Some(KEYCAP)),
        JOINER if joins(last) => next.is_some_and(ExtendedPictographic::for_char),
        JOINER | NON_JOINER => {
            let is_next = |c| is_letter(c) && !is_ignorable(c);
            (is_letter(last) || is_mark(last)) && next.is_some_and(is_next)
        }
        _ => false,
    }
}

fn has_keycap(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '#' | '*')
}

/// The colours of skin that follow an emoji.
pub fn is_skin(c: char) -> bool {
    ('\u{1F3FB}'..='\u{1F3FF}').contains(&c)
}

/// Whether a character is not meant to be seen.
pub fn is_ignorable(c: char) -> bool {
    DefaultIgnorableCodePoint::for_char(c)
}

fn is_letter(c: char) -> bool {
    GeneralCategoryGroup::Letter.contains(GeneralCategory::for_char(c))
}

/// Whether a character is written onto the one before it.
pub fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(GeneralCategory::for_char(c))
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_invisible_stays_in_a_line() {
        for (typed, shown) in [
            ("Ай\u{200B}гүл", "Айгүл"),
            ("\u{200E}Айгүл\u{200F}\u{061C}", "Айгүл"),
            ("Ай\u{AD}гүл\u{FEFF}", "Айгүл"),
            ("\u{115F}\u{FFA0}\u{3164}", ""),
            ("A\u{E0041}\u{E0042}\u{2060}B", "AB"),
            ("a\u{202E}b\u{2066}c", "abc"),
            ("  Айгүл\n\tӨмүрова\u{85} ", "Айгүл Өмүрова"),
            ("\u{200D}a\u{200D}", "a"),
            ("a\u{FE0F}b", "ab"),
        ] {
            assert_eq!(line(typed), shown, "{}", typed.escape_unicode());
        }
    }

    #[test]
    fn what_letters_and_emoji_need_stays() {
        for text in [
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "👩\u{200D}👩\u{200D}👧",
            "✔\u{FE0F} Ооба",
            "1\u{FE0F}\u{20E3}",
            "👍🏽",
        ] {
            assert_eq!(line(text), text, "{}", text.escape_unicode());
        }
        assert_eq!(bare_line("a\u{200C}b ✔\u{FE0F}"), "ab ✔");
    }

    #[test]
    fn a_letter_keeps_a_few_marks() {
        let typed = format!("Z{}", "\u{301}".repeat(180));
        assert_eq!(line(&typed), "Z\u{301}\u{301}\u{301}\u{301}");
        assert_eq!(line("Việt e\u{302}\u{301}"), "Việt e\u{302}\u{301}");
    }

    #[test]
    fn letters_that_look_alike_are_one() {
        for (this, other) in
            [("ку", "ky"), ("nеws", "news"), ("ДОЛБООР", "долбоор"), ("Oш", "ош"), ("ca\u{200B}ll", "call")]
        {
            assert_eq!(look(this), look(other), "{this} {other}");
        }
        for (this, other) in [("ru", "ky"), ("и", "й"), ("date", "data")] {
            assert_ne!(look(this), look(other), "{this} {other}");
        }
    }

    #[test]
    fn a_word_is_known_however_it_is_spelled() {
        for (this, other) in
            [("Жалал-Абад", "жалал абад"), ("Өзгөн", "ОЗГОН"), ("Кёльн", "кельн"), ("a.m.", "AM")]
        {
            assert_eq!(spelling(this), spelling(other), "{this} {other}");
        }
        assert_ne!(spelling("Ош"), spelling("Омск"));
    }

    #[test]
    fn a_long_text_is_cut_where_it_is_repeated() {
        assert_eq!(excerpt("кыска"), "кыска");
        assert_eq!(excerpt(&"ө".repeat(4000)), format!("{}…", "ө".repeat(40)));
    }

    #[test]
    fn a_line_stays_as_it_is_when_it_is_read_again() {
        let mut random = fastrand::Rng::with_seed(75);
        let odd = [
            '\u{200B}',
            JOINER,
            NON_JOINER,
            EMOJI_STYLE,
            KEYCAP,
            '\u{301}',
            '👩',
            '🏽',
            'क',
            'ө',
            '1',
            '\n',
            '\u{115F}',
        ];
        for _ in 0..20_000 {
            let any = |random: &mut fastrand::Rng| {
                if random.bool() { odd[random.usize(..odd.len())] } else { random.char(..) }
            };
            let typed: String = (0..random.usize(..12)).map(|_| any(&mut random)).collect();
            let shown = line(&typed);
            assert_eq!(line(&shown), shown, "{}", typed.escape_unicode());
            assert!(!bare_line(&typed).chars().any(is_ignorable), "{}", typed.escape_unicode());
            assert!(excerpt(&typed).chars().count() <= 41, "{}", typed.escape_unicode());
        }
    }
}
