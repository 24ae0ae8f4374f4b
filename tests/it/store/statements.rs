//! Every SQL statement of the store, read from its source.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprCall, ItemConst, ItemMod, Lit, LitStr};

/// A statement and its place, as `src/store/tables/chats.rs:30`.
pub struct Statement {
    pub sql: String,
    pub place: String,
}

/// All statements in `src/store` outside of unit tests.
///
/// # Panics
/// When one is neither a literal nor a constant of its file, so that this can't find it.
pub fn all() -> Vec<Statement> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for path in sources(&root.join("src/store")) {
        let text = fs::read_to_string(&path).expect("a source");
        let file = syn::parse_file(&text).expect("Rust");
        let mut found = Found::default();
        found.visit_file(&file);
        let name = path.strip_prefix(root).expect("inside").display();
        for literal in found.literals() {
            let line = text[..text.find(&literal.token().to_string()).expect("as written")].lines().count();
            all.push(Statement { sql: literal.value(), place: format!("{name}:{line}") });
        }
    }
    all.sort_by(|one, other| one.place.cmp(&other.place));
    all
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let rust = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    rust.chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// The arguments of `sql::query` in a file, and its constants.
#[derive(Default)]
struct Found {
    arguments: Vec<Expr>,
    constants: HashMap<String, Expr>,
}

impl Found {
    fn literals(&self) -> Vec<&LitStr> {
        let arguments = self.arguments.iter();
        arguments
            .map(|argument| self.literal(argument).expect("a literal or a constant of the file"))
            .collect()
    }

    fn literal<'a>(&'a self, argument: &'a Expr) -> Option<&'a LitStr> {
        match argument {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(literal) => Some(literal),
                _ => None,
            },
            Expr::Path(path) => self.literal(self.constants.get(&path.path.get_ident()?.to_string())?),
            _ => None,
        }
    }
}

impl<'ast> Visit<'ast> for Found {
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(function) = call.func.as_ref() {
            let names: Vec<_> = function.path.segments.iter().map(|part| part.ident.to_string()).collect();
            if names == ["sql", "query"] {
                self.arguments.extend(call.args.first().cloned());
            }
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        self.constants.insert(item.ident.to_string(), (*item.expr).clone());
        visit::visit_item_const(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !module.attrs.iter().any(is_test) {
            visit::visit_item_mod(self, module);
        }
    }
}

fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
}

#[test]
fn no_statement_hides_from_the_search() {
    let found = all().len();
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"));
    let texts = sources.iter().map(|path| fs::read_to_string(path).expect("a source"));
    let code: Vec<_> =
        texts.map(|text| text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect();
    let calls: usize = code.iter().map(|text| text.matches("sql::query(").count()).sum();
    assert_eq!(found, calls, "a call inside a macro, or under another name");
    let driver: usize = code.iter().map(|text| text.matches("sqlx::query").count()).sum();
    assert_eq!(driver, 2, "only `sql::query` itself, and its type, name the driver's");
}
