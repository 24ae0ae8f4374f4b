//! Ids, variables and plural branches: what the catalogue asks for, no more and no less, in every language.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Variant, VariantKey};

use super::Expected;
use crate::{
    domain::Lang,
    texts::{Fault, bundles::line_of, catalog::Variable, files::Files},
};

/// The plural categories that a whole number can fall into, by CLDR.
fn categories(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ky | Lang::En => &["one", "other"],
        Lang::Ru => &["one", "few", "many", "other"],
    }
}

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Faults of one language.
pub(super) fn faults(files: &Files, lang: Lang, expected: &[Expected]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut found = BTreeSet::new();
    let wanted: BTreeMap<&str, &Expected> = expected.iter().map(|e| (e.id.as_str(), e)).collect();
    for (file, text) in files.of(lang) {
        let Ok(resource) = fluent_syntax::parser::parse(text) else { continue };
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name;
            let mut fault = |reason: String| {
                faults.push(Fault { file: file.to_owned(), line: line_of(text, id), reason });
            };
            found.insert(id.to_owned());
            match wanted.get(id) {
                None => fault(format!("nothing asks for {id}: the id is misspelt, or left over")),
                Some(expected) => one(message, lang, expected, &mut fault),
            }
        }
    }
    for missing in expected.iter().filter(|e| !e.optional && !found.contains(&e.id)) {
        faults.push(missing_fault(files, lang, &missing.id));
    }
    faults
}

/// A missing message is told in the file in which it stands in another language.
fn missing_fault(files: &Files, lang: Lang, id: &str) -> Fault {
    let stands = |lang: Lang| {
        files.of(lang).find(|(_, text)| line_of(text, id) > 1).map(|(path, text)| (path.to_owned(), line_of(text, id)))
    };
    let elsewhere = Lang::ALL.into_iter().filter(|other| *other != lang).find_map(stands);
    let Some((path, at)) = elsewhere else {
        let file = format!("{}/", lang.code());
        return Fault { file, line: 1, reason: format!("{id} is missing here and in every other language; write it") };
    };
    let name = path.split_once('/').map_or(path.as_str(), |(_, name)| name);
    let file = format!("{}/{name}", lang.code());
    let line = files.get(&file).lines().count().max(1);
    Fault { file, line, reason: format!("{id} is missing; it stands in {path}:{at}") }
}

fn one(message: &Message<&str>, lang: Lang, expected: &Expected, fault: &mut dyn FnMut(String)) {
    let Some(pattern) = &message.value else {
        return fault(format!("{} has no text", expected.id));
    };
    if !message.attributes.is_empty() {
        fault(format!("{} has attributes, which nothing shows; take them out", expected.id));
    }
    let mut seen = Seen::default();
    seen.pattern(pattern);
    let known: BTreeSet<&str> = expected.entry.variables.iter().map(|(name, _)| *name).collect();
    for name in seen.variables.difference(&known) {
        fault(format!("${name} is unknown here; {}", list(&known)));
    }
    for name in known.difference(&seen.variables) {
        fault(format!("${name} is not used; {}", list(&known)));
    }
    for (name, keys) in seen.selects {
        let number = expected.entry.variables.iter().any(|(known, kind)| *known == name && *kind == Variable::Number);
        let plural = keys.iter().any(|key| *key != "other" && CATEGORIES.contains(key));
        let missing: Vec<_> = categories(lang).iter().filter(|category| !keys.contains(*category)).collect();
        if number && plural && !missing.is_empty() {
            fault(format!("${name} lacks the plural branches {missing:?}"));
        }
        if let Some(extra) = keys.iter().find(|key| CATEGORIES.contains(key) && !categories(lang).contains(key)) {
            fault(format!("${name} has the plural branch [{extra}], which this language does not know"));
        }
    }
}

fn list(known: &BTreeSet<&str>) -> String {
    if known.is_empty() {
        return "the message has no variables".into();
    }
    let names: Vec<_> = known.iter().map(|name| format!("${name}")).collect();
    format!("its variables are {}", names.join(", "))
}

/// What a pattern refers to.
#[derive(Default)]
struct Seen<'a> {
    variables: BTreeSet<&'a str>,
    /// Each selector with the keys of its variants.
    selects: Vec<(&'a str, Vec<&'a str>)>,
}

impl<'a> Seen<'a> {
    fn pattern(&mut self, pattern: &Pattern<&'a str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let keys = variants.iter().map(key).collect();
                if let Some(name) = variable(selector) {
                    self.selects.push((name, keys));
                }
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&'a str>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.variables.insert(id.name)),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|argument| self.inline(argument));
            }
            _ => {}
        }
    }
}

/// The variable that a selector looks at, also through a function such as `NUMBER`.
fn variable<'a>(selector: &InlineExpression<&'a str>) -> Option<&'a str> {
    match selector {
        InlineExpression::VariableReference { id } => Some(id.name),
        InlineExpression::FunctionReference { arguments, .. } => arguments.positional.first().and_then(variable),
        _ => None,
    }
}

fn key<'a>(variant: &Variant<&'a str>) -> &'a str {
    match variant.key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}
