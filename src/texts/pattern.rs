//! The parts of a Fluent pattern: texts, variables and selections.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

/// The parts of a pattern. Every name is a slice of the file's text.
#[derive(Default)]
pub(super) struct PatternParts<'a> {
    /// The variables, each as often as it occurs.
    pub(super) variables: Vec<&'a str>,
    /// The selections by a variable, nested ones included.
    pub(super) selections: Vec<Selection<'a>>,
    /// The texts between placeables, branches included.
    pub(super) texts: Vec<&'a str>,
}

/// A selection by a variable.
pub(super) struct Selection<'a> {
    /// The variable.
    pub(super) variable: &'a str,
    /// The branches.
    pub(super) branches: Vec<SelectionBranch<'a>>,
}

/// A branch of a selection.
pub(super) struct SelectionBranch<'a> {
    /// A plural category, a number or a word.
    pub(super) key: &'a str,
    /// Its variables.
    pub(super) variables: Vec<&'a str>,
}

impl<'a> PatternParts<'a> {
    /// Reads a pattern.
    pub(super) fn of(pattern: &Pattern<&'a str>) -> PatternParts<'a> {
        let mut parts = PatternParts::default();
        parts.pattern(pattern);
        parts
    }

    /// Whether a variable occurs outside the selections by it, as in `{ $n } { $n -> [one] day *[other] days }`.
    pub(super) fn is_said_outside(&self, variable: &str) -> bool {
        let count = |names: &[&str]| names.iter().filter(|name| **name == variable).count();
        let by_it = self.selections.iter().filter(|selection| selection.variable == variable);
        // A selection names its variable once in the selector, and again in its branches.
        let inside = |selection: &Selection<'_>| {
            1 + selection.branches.iter().map(|branch| count(&branch.variables)).sum::<usize>()
        };
        count(&self.variables) > by_it.map(inside).sum()
    }

    fn pattern(&mut self, pattern: &Pattern<&'a str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.texts.push(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                if let Some(variable) = variable(selector) {
                    self.selections
                        .push(Selection { variable, branches: variants.iter().map(branch).collect() });
                }
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&'a str>) {
        match inline {
            InlineExpression::VariableReference { id } => self.variables.push(id.name),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                for argument in &arguments.positional {
                    self.inline(argument);
                }
            }
            _ => {}
        }
    }
}

/// The variable of a selector, also within a function such as `NUMBER`.
fn variable<'a>(selector: &InlineExpression<&'a str>) -> Option<&'a str> {
    match selector {
        InlineExpression::VariableReference { id } => Some(id.name),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.first().and_then(variable)
        }
        _ => None,
    }
}

fn branch<'a>(variant: &Variant<&'a str>) -> SelectionBranch<'a> {
    let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) = variant.key;
    SelectionBranch { key, variables: PatternParts::of(&variant.value).variables }
}
