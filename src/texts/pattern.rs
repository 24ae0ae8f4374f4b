//! What a Fluent pattern consists of: the texts that a reader sees, the variables and the selections.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

/// What a pattern refers to. Every name is a slice of the file's text.
#[derive(Default)]
pub(super) struct PatternParts<'a> {
    /// The variables, each as often as it stands there.
    pub(super) variables: Vec<&'a str>,
    /// The selections by a variable, nested ones included.
    pub(super) selects: Vec<Selection<'a>>,
    /// The texts between placeables, branches included.
    pub(super) texts: Vec<&'a str>,
}

/// A selection by a variable.
pub(super) struct Selection<'a> {
    /// The variable.
    pub(super) variable: &'a str,
    /// What it selects from.
    pub(super) branches: Vec<SelectionBranch<'a>>,
}

/// A branch of a selection.
pub(super) struct SelectionBranch<'a> {
    /// A plural category, a number or a word.
    pub(super) key: &'a str,
    /// The variables that it says.
    pub(super) variables: Vec<&'a str>,
}

impl<'a> PatternParts<'a> {
    /// What a pattern refers to.
    pub(super) fn of(pattern: &Pattern<&'a str>) -> PatternParts<'a> {
        let mut references = PatternParts::default();
        references.pattern(pattern);
        references
    }

    /// Whether a variable is said outside of the selections by it, as in `{ $n } { $n -> [one] day *[other] days }`.
    pub(super) fn is_said_outside(&self, variable: &str) -> bool {
        let count = |names: &[&str]| names.iter().filter(|name| **name == variable).count();
        let by_it = self.selects.iter().filter(|select| select.variable == variable);
        // A selection refers to it once to select, and then in its branches.
        let inside =
            |select: &Selection<'_>| 1 + select.branches.iter().map(|b| count(&b.variables)).sum::<usize>();
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
                    self.selects
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

/// The variable that a selector looks at, also through a function such as `NUMBER`.
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
