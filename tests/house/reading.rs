//! Reads a file with `syn`: its imports and paths, its types, the texts in its code.

use syn::buffer::Cursor;
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, ExprCall, ExprMethodCall, File, Item, ItemImpl, ItemMod, ItemUse, Lit, LitStr, Macro,
    Type, UseTree,
};

use crate::source::{InlinePath, Literal, Segments, Source, TypeName, Use};

/// Adds to a source what is in its file.
pub fn read(source: &mut Source, file: &File) {
    let module = source.module.clone();
    Reader { source, module, tests: 0, developers: 0 }.visit_file(file);
}

struct Reader<'a> {
    source: &'a mut Source,
    /// The module that is being read.
    module: Segments,
    /// How many items around this place are for tests only.
    tests: u32,
    /// How many calls around this place take texts for developers.
    developers: u32,
}

impl Reader<'_> {
    fn add_path(&mut self, path: Segments) {
        let is_test = self.tests > 0;
        self.source.paths.push(InlinePath { module: self.module.clone(), path, is_test });
    }

    fn add_literal(&mut self, text: String) {
        let (is_for_developers, is_test) = (self.developers > 0, self.tests > 0);
        self.source.literals.push(Literal { text, is_for_developers, is_test });
    }

    fn add_uses(&mut self, tree: &UseTree, before: &[String], is_nested: bool) {
        let with = |name: String| [before, &[name]].concat();
        let (path, name) = match tree {
            UseTree::Path(part) => {
                return self.add_uses(&part.tree, &with(part.ident.to_string()), is_nested);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_uses(
                        tree,
                        before,
                        is_nested || !matches!(tree, UseTree::Name(_) | UseTree::Rename(_)),
                    );
                }
                return;
            }
            UseTree::Name(name) if name.ident == "self" => (before.to_vec(), before.last().cloned()),
            UseTree::Name(name) => (with(name.ident.to_string()), Some(name.ident.to_string())),
            UseTree::Rename(name) => (with(name.ident.to_string()), Some(name.rename.to_string())),
            UseTree::Glob(_) => (before.to_vec(), None),
        };
        let is_test = self.tests > 0;
        self.source.uses.push(Use { module: self.module.clone(), path, name, is_nested, is_test });
    }

    /// Finds the paths and texts among the tokens of a macro.
    fn read_tokens(&mut self, mut cursor: Cursor) {
        let mut path = Segments::new();
        let mut colons = 0;
        // A comment on an item is `#[doc = "…"]` here.
        let mut is_doc = false;
        while !cursor.eof() {
            if let Some((name, rest)) = cursor.ident() {
                if colons < 2 {
                    self.end_path(&mut path);
                }
                is_doc = name == "doc";
                path.push(name.to_string());
                (colons, cursor) = (0, rest);
                continue;
            }
            if let Some((punct, rest)) = cursor.punct() {
                let is_colon = punct.as_char() == ':' && !path.is_empty() && colons < 2;
                if is_colon {
                    colons += 1;
                } else {
                    self.end_path(&mut path);
                    colons = 0;
                }
                cursor = rest;
                continue;
            }
            self.end_path(&mut path);
            colons = 0;
            if let Some((inside, _, _, rest)) = cursor.any_group() {
                self.read_tokens(inside);
                cursor = rest;
            } else if let Some((literal, rest)) = cursor.literal() {
                if let (false, Lit::Str(text)) = (is_doc, Lit::new(literal)) {
                    self.add_literal(text.value());
                }
                cursor = rest;
            } else if let Some((_, rest)) = cursor.token_tree() {
                cursor = rest;
            }
        }
        self.end_path(&mut path);
    }

    fn end_path(&mut self, path: &mut Segments) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.add_path(path);
        }
    }
}

/// Whether an item is for tests only.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_cfg_test = attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test");
        is_cfg_test || attribute.path().segments.last().is_some_and(|last| last.ident == "test")
    })
}

/// Whether `derive` makes a type an error, as `thiserror` does.
fn derives_error(attributes: &[Attribute]) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // A derive that cannot be read is the compiler's matter.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.segments.last().is_some_and(|last| last.ident == "Error");
            Ok(())
        });
    }
    found
}

/// Macros whose texts nobody but developers and operators read.
const FOR_DEVELOPERS: [&str; 12] = [
    "error",
    "warn",
    "info",
    "debug",
    "trace",
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "matches",
];

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let (name, attributes) = match item {
            Item::Struct(item) => (Some(&item.ident), &item.attrs),
            Item::Enum(item) => (Some(&item.ident), &item.attrs),
            Item::Union(item) => (Some(&item.ident), &item.attrs),
            Item::Trait(item) => (Some(&item.ident), &item.attrs),
            Item::Type(item) => (Some(&item.ident), &item.attrs),
            Item::Mod(item) => (None, &item.attrs),
            Item::Fn(item) => (None, &item.attrs),
            Item::Use(item) => (None, &item.attrs),
            Item::Impl(item) => (None, &item.attrs),
            Item::Const(item) => (None, &item.attrs),
            _ => (None, &Vec::new()),
        };
        let is_test = is_for_tests(attributes);
        self.tests += u32::from(is_test);
        if let Some(name) = name {
            let name = name.to_string();
            if derives_error(attributes) {
                self.source.errors.push(name.clone());
            }
            self.source.types.push(TypeName { name, is_test: self.tests > 0 });
        }
        visit::visit_item(self, item);
        self.tests -= u32::from(is_test);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_none() {
            return;
        }
        self.module.push(item.ident.to_string());
        self.source.modules.push(self.module.clone());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_uses(&item.tree, &[], false);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let is_error = item
            .trait_
            .as_ref()
            .is_some_and(|(_, path, _)| path.segments.last().is_some_and(|last| last.ident == "Error"));
        if let (true, Type::Path(of)) = (is_error, &*item.self_ty)
            && let Some(name) = of.path.segments.last()
        {
            self.source.errors.push(name.ident.to_string());
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.add_path(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.add_literal(literal.value());
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.visit_expr(&call.receiver);
        let is_for_developers = ["expect", "expect_err"].contains(&call.method.to_string().as_str());
        self.developers += u32::from(is_for_developers);
        call.args.iter().for_each(|argument| self.visit_expr(argument));
        self.developers -= u32::from(is_for_developers);
        if let Some(generics) = &call.turbofish {
            self.visit_angle_bracketed_generic_arguments(generics);
        }
    }

    /// What an error says goes to the log, or to the operator.
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let is_error = matches!(&*call.func, Expr::Path(made)
            if made.path.segments.iter().any(|segment| segment.ident.to_string().ends_with("Error")));
        self.developers += u32::from(is_error);
        visit::visit_expr_call(self, call);
        self.developers -= u32::from(is_error);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.visit_path(&called.path);
        let name = called.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let is_for_developers = FOR_DEVELOPERS.contains(&name.as_str());
        self.developers += u32::from(is_for_developers);
        let read = |input: ParseStream| {
            self.read_tokens(input.cursor());
            input.step(|cursor| {
                let mut rest = *cursor;
                while let Some((_, next)) = rest.token_tree() {
                    rest = next;
                }
                Ok(((), rest))
            })
        };
        read.parse2(called.tokens.clone()).expect("any tokens will do");
        self.developers -= u32::from(is_for_developers);
    }
}
