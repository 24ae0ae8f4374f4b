//! Turns the catalogue's lines into typed functions, and into a table for the check.

/// One line of the catalogue: `html name = "id" for MessageKey { variable: kind }`.
macro_rules! catalog {
    ($(
        $(#[$doc:meta])*
        $kind:ident $name:ident = $id:literal
            $(for $family:ident $($optional:ident)?)?
            $({ $($arg:ident : $ty:ident),* })?;
    )*) => {
        impl $crate::texts::Say<'_> {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(
                    &self
                    $(, key: <$family as $crate::texts::catalog::keys::MessageKey>::Key<'_>)?
                    $($(, $arg: catalog!(@type $ty))*)?
                ) -> catalog!(@output $kind) {
                    #[allow(unused_mut, reason = "many messages have no variables")]
                    let mut args = ::fluent_bundle::FluentArgs::new();
                    $($(args.set(stringify!($arg), catalog!(@value $kind $ty $arg));)*)?
                    #[allow(unused_variables, reason = "most messages belong to no family")]
                    let code: Option<String> = None;
                    $(let code = Some(<$family as $crate::texts::catalog::keys::MessageKey>::code(key));)?
                    let text = self.render($id, code.as_deref(), &args);
                    catalog!(@wrap $kind text)
                }
            )*
        }

        /// Every message of this part of the catalogue.
        pub(super) const MESSAGES: &[$crate::texts::catalog::MessageSpec] = &[
            $($crate::texts::catalog::MessageSpec {
                id: $id,
                is_html: catalog!(@is_html $kind),
                family: catalog!(@family $($family)?),
                optional: catalog!(@optional $($($optional)?)?),
                variables: &[$($((stringify!($arg), catalog!(@variable $ty))),*)?],
            }),*
        ];
    };

    (@type num) => { i64 };
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

    (@family) => { None };
    (@family $family:ident) => { Some(<$family as $crate::texts::catalog::keys::MessageKey>::FAMILY) };

    (@optional) => { false };
    (@optional optional) => { true };

    (@variable num) => { $crate::texts::catalog::VariableKind::Number };
    (@variable str) => { $crate::texts::catalog::VariableKind::Text };
    (@variable html) => { $crate::texts::catalog::VariableKind::Html };
}

pub(super) use catalog;
