//! Turns the lines of the catalogue into typed functions, and into a table for the check.

/// A line of the catalogue is `html name = "id" for Keys { variable: kind }`.
///
/// - `html` messages may hold Telegram HTML, `label` messages are plain text.
/// - `for Keys`: one message per thing of [`MessageKey`](crate::texts::catalog::keys::MessageKey); `optional` behind it
///   lets some of them lack it.
/// - The kinds of variables: `num` a whole number, `str` plain text, `html` Telegram HTML.
macro_rules! catalog {
    ($(
        $(#[$doc:meta])*
        $kind:ident $name:ident = $id:literal
            $(for $keys:ident $($optional:ident)?)?
            $({ $($arg:ident : $ty:ident),* })?;
    )*) => {
        impl $crate::texts::Say<'_> {
            $(
                $(#[$doc])*
                pub fn $name(
                    &self
                    $(, key: <$keys as $crate::texts::catalog::keys::MessageKey>::Thing<'_>)?
                    $($(, $arg: catalog!(@type $ty))*)?
                ) -> catalog!(@output $kind) {
                    #[allow(unused_mut, reason = "many messages have no variables")]
                    let mut args = ::fluent_bundle::FluentArgs::new();
                    $($(args.set(stringify!($arg), catalog!(@value $kind $ty $arg));)*)?
                    #[allow(unused_variables, reason = "most messages have no key")]
                    let code: Option<String> = None;
                    $(let code = Some(<$keys as $crate::texts::catalog::keys::MessageKey>::code(key));)?
                    let text = self.render($id, code.as_deref(), &args);
                    catalog!(@wrap $kind text)
                }
            )*
        }

        /// The messages of this part of the catalogue.
        pub(super) const MESSAGES: &[$crate::texts::catalog::MessageSpec] = &[
            $($crate::texts::catalog::MessageSpec {
                id: $id,
                is_html: catalog!(@is_html $kind),
                keys: catalog!(@keys $($keys)?),
                optional: catalog!(@optional $($($optional)?)?),
                variables: &[$($((stringify!($arg), catalog!(@variable $ty))),*)?],
            }),*
        ];
    };

    (@type num) => { impl $crate::texts::catalog::WholeNumber };
    (@type str) => { &str };
    (@type html) => { &$crate::texts::Html };

    (@output html) => { $crate::texts::Html };
    (@output label) => { String };

    (@wrap html $text:ident) => { $crate::texts::Html::written($text) };
    (@wrap label $text:ident) => { $text };

    (@value $kind:ident num $arg:ident) => { $arg };
    (@value html str $arg:ident) => { $crate::texts::Html::escaped($arg).as_str().to_owned() };
    (@value label str $arg:ident) => { $arg.to_owned() };
    (@value html html $arg:ident) => { $arg.as_str().to_owned() };

    (@is_html html) => { true };
    (@is_html label) => { false };

    (@keys) => { None };
    (@keys $keys:ident) => { Some(<$keys as $crate::texts::catalog::keys::MessageKey>::SET) };

    (@optional) => { false };
    (@optional optional) => { true };

    (@variable num) => { $crate::texts::catalog::VariableKind::Number };
    (@variable str) => { $crate::texts::catalog::VariableKind::Text };
    (@variable html) => { $crate::texts::catalog::VariableKind::Html };
}

pub(super) use catalog;
