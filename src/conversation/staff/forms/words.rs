//! The words of forms, as the messages have them: names of fields and of values, in any of the languages.

use crate::domain::{FormField, Lang, visible};
use crate::texts::{Html, Say, Texts};

/// The longest name that is compared with those that are known, in characters.
const LONGEST: usize = 80;
/// The shortest part of a name that stands for the whole name, in letters.
const SHORTEST_PART: usize = 3;
/// The most choices that an answer lists.
const MOST_LISTED: usize = 12;

/// The words of forms in all languages, and the language of the reader.
#[derive(Clone, Copy)]
pub(super) struct FormWords<'a> {
    texts: &'a Texts,
    lang: Lang,
}

/// Something that can be chosen by one of its names.
pub(super) struct Choice<T> {
    /// The chosen thing.
    pub value: T,
    /// The name that the reader sees.
    pub shown: String,
    /// Its names in all languages, and its code.
    pub names: Vec<String>,
}

/// The choices that a typed text leaves open, as the reader sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChoiceError {
    /// None of these was typed.
    Unknown(Vec<String>),
    /// Each of these could be meant.
    Ambiguous(Vec<String>),
}

impl<'a> FormWords<'a> {
    pub fn new(texts: &'a Texts, lang: Lang) -> FormWords<'a> {
        FormWords { texts, lang }
    }

    /// All texts.
    pub fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// The texts in the language of the reader.
    pub fn say(&self) -> Say<'a> {
        self.texts.say(self.lang)
    }

    /// A text of the messages in each language.
    fn in_each(self, read: impl Fn(Say<'a>) -> String) -> [String; Lang::ALL.len()] {
        Lang::ALL.map(|lang| read(self.texts.say(lang)))
    }

    /// All names of these fields, as they are compared.
    pub fn names_of(self, fields: &[FormField]) -> Vec<(String, FormField)> {
        let names = |field: FormField| {
            let lists = self.in_each(|say| say.form_field(field).plain());
            let languages = field.lang().map(|lang| self.texts.say(lang).language_name());
            let names = lists.iter().flat_map(|list| listed(list)).collect::<Vec<_>>();
            let names = names.into_iter().chain(languages).chain([field.code().to_owned()]);
            names.map(|name| (visible::spelling(&name), field)).collect::<Vec<_>>()
        };
        fields.iter().flat_map(|field| names(*field)).collect()
    }

    /// Whether a text is one of the words for leads as they usually are.
    pub fn is_usual(self, text: &str) -> bool {
        is_one_of(text, &self.in_each(|say| say.form_usual().plain()))
    }

    /// Whether a text is one of the words for the day on which it is typed.
    pub fn is_today(self, text: &str) -> bool {
        is_one_of(text, &self.in_each(|say| say.form_today().plain()))
    }

    /// The names of something in all languages, and its code.
    pub fn names(self, code: &str, name: impl Fn(Say<'a>) -> String) -> Vec<String> {
        self.in_each(name).into_iter().chain([code.to_owned()]).collect()
    }
}

/// The name of a field that a reader sees: for a text, the language in its own words.
pub(super) fn field_name(say: &Say<'_>, texts: &Texts, field: FormField) -> String {
    match field.lang() {
        Some(lang) => texts.say(lang).language_name(),
        None => first(&say.form_field(field)),
    }
}

/// The first of the names in a list.
pub(super) fn first(list: &Html) -> String {
    listed(&list.plain()).into_iter().next().unwrap_or_default()
}

fn listed(list: &str) -> Vec<String> {
    list.split(',').map(|name| name.trim().to_owned()).collect()
}

fn is_one_of(text: &str, lists: &[String]) -> bool {
    let wanted = visible::spelling(text);
    let is_wanted = |name: String| visible::spelling(&name) == wanted;
    text.chars().count() <= LONGEST && lists.iter().flat_map(|list| listed(list)).any(is_wanted)
}

/// The one of these things that a text names, however it is spelled, or of which it has a part that no other one has.
pub(super) fn choose<T>(text: &str, choices: Vec<Choice<T>>) -> Result<T, ChoiceError> {
    let wanted = visible::spelling(text);
    let shown = |choices: &[&Choice<T>]| {
        choices.iter().take(MOST_LISTED).map(|choice| choice.shown.clone()).collect::<Vec<_>>()
    };
    let all: Vec<_> = choices.iter().collect();
    if wanted.is_empty() || text.chars().count() > LONGEST {
        return Err(ChoiceError::Unknown(shown(&all)));
    }
    let matching = |is: &dyn Fn(&str) -> bool| {
        let named = |choice: &Choice<T>| choice.names.iter().any(|name| is(&visible::spelling(name)));
        (0..choices.len()).filter(|nth| choices.get(*nth).is_some_and(named)).collect::<Vec<_>>()
    };
    let mut found = matching(&|name| name == wanted);
    if found.is_empty() && wanted.chars().count() >= SHORTEST_PART {
        found = matching(&|name| name.contains(&wanted));
    }
    match found[..] {
        [one] => {
            let chosen = choices.into_iter().nth(one).map(|choice| choice.value);
            chosen.ok_or(ChoiceError::Unknown(Vec::new()))
        }
        [] => Err(ChoiceError::Unknown(shown(&all))),
        _ => {
            let several: Vec<_> = found.iter().filter_map(|nth| choices.get(*nth)).collect();
            Err(ChoiceError::Ambiguous(shown(&several)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_to_two_fields() {
        let texts = Texts::builtin();
        let mut names = FormWords::new(&texts, Lang::Ky).names_of(&FormField::ALL);
        names.sort();
        names.dedup();
        for two in names.windows(2) {
            assert_ne!(two[0].0, two[1].0, "{two:?}");
        }
        assert!(names.iter().all(|(name, _)| !name.is_empty()));
    }

    #[test]
    fn a_choice_is_made_by_a_name_or_by_a_part_that_one_name_has() {
        let choices = || {
            [(1, "выполнено"), (2, "не выполнено"), (3, "выполнено частично")]
                .map(|(value, name)| Choice { value, shown: name.to_owned(), names: vec![name.to_owned()] })
                .into()
        };
        assert_eq!(choose("Выполнено.", choices()), Ok(1));
        assert_eq!(choose("НЕ ВЫПОЛНЕНО", choices()), Ok(2));
        assert_eq!(choose("частично", choices()), Ok(3));
        let all = ["выполнено", "не выполнено", "выполнено частично"].map(str::to_owned).to_vec();
        assert_eq!(choose("выполн", choices()), Err(ChoiceError::Ambiguous(all.clone())));
        assert_eq!(choose("да", choices()), Err(ChoiceError::Unknown(all.clone())));
        assert_eq!(choose("!", choices()), Err(ChoiceError::Unknown(all)));
    }
}
