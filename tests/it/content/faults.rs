//! Every kind of fault, each made by altering one built-in file: the report names the file, the line and the remedy.

use super::folder::Folder;

/// Alters a file, and expects one fault at the line with `at`, containing these words.
#[track_caller]
fn one(name: &str, from: &str, to: &str, at: &str, words: &str) {
    let folder = Folder::new().alter(name, from, to);
    let place = format!("{name}:{}: ", folder.line(name, at));
    let faults = folder.faults();
    assert!(
        matches!(&faults[..], [fault] if fault.starts_with(&place) && fault.contains(words)),
        "{place}{words} {faults:#?}"
    );
}

#[test]
fn an_id_that_nothing_asks_for() {
    one("ky/buttons.ftl", "button-help", "buton-help", "buton-help", "no message has the id buton-help");
}

#[test]
fn an_id_that_stands_twice() {
    let again = "button-home = В начало\nbutton-help = Ещё помощь";
    one("ru/buttons.ftl", "button-home = В начало", again, "button-help = Помощь", "button-help stands at ");
}

#[test]
fn an_unknown_variable() {
    one(
        "ru/calls.ftl",
        "{ $title }: { $status }",
        "{ $titel }: { $title } { $status }",
        "$titel",
        "no variable $titel; its variables are $status, $title",
    );
    // Texts that Fluent cannot render are reported as well.
    let faults =
        Folder::new().alter("en/home.ftl", "The coalition runs", "The coalition { $who } runs").faults();
    assert!(
        faults.iter().any(|fault| fault.contains("no variable $who; it has no variables")),
        "{faults:#?}"
    );
}

#[test]
fn a_variable_that_is_not_said() {
    one(
        "ky/calls.ftl",
        "• { $title }: { $status }",
        "• { $title }",
        "calls-line",
        "calls-line does not say $status",
    );
}

#[test]
fn a_missing_plural_branch() {
    let words = "the branch [few] of $days is missing; this language needs [one] [few] [many] [other]";
    one("ru/deadline.ftl", "    [few] Осталось { $days } дня.\n", "", "deadline-left = {", words);
}

#[test]
fn a_plural_branch_that_the_language_lacks() {
    let few = "[one] The pledge has at least { $count } supporter.\n    [few] { $count } supporters.";
    let one_ = "[one] The pledge has at least { $count } supporter.";
    one("en/sign-up.ftl", one_, few, "sign-up-count", "no branch [few] of $count; it has [one] [other]");
}

#[test]
fn a_plural_branch_in_words_that_more_than_one_number_leads_to() {
    one(
        "ru/deadline.ftl",
        "[one] Остался { $days } день.",
        "[one] Остался день.",
        "deadline-left = {",
        "[one] does not say $days",
    );
    // In English, 1 alone is `one`, and the number may stand outside.
    let folder = Folder::new()
        .alter("en/deadline.ftl", "[one] { $days } day left.", "[one] A day is left.")
        .alter(
            "en/sign-up.ftl",
            "[one] The pledge has at least { $count } supporter.",
            "[one] The pledge has at least so many supporters.",
        )
        .alter(
            "en/sign-up.ftl",
            "*[other] The pledge has at least { $count } supporters.",
            "*[other] The pledge has at least so many supporters.",
        )
        .alter("en/sign-up.ftl", "sign-up-count = { $count ->", "sign-up-count = { $count } { $count ->");
    folder.content();
}

#[test]
fn broken_html() {
    for (from, to, words) in [
        ("<b>Обязательство в поддержку", "<b>Обязательство <i>в</b> поддержку", "</b> closes <i>"),
        ("независимых СМИ</b>", "независимых СМИ", "<b> is never closed"),
        (
            "<b>Обязательство в поддержку",
            "<h1>Обязательство</h1> <b>в поддержку",
            "<h1> is no tag of Telegram's",
        ),
        ("Этого бота ведёт", "Этого & бота ведёт", "write &amp;"),
        ("Этого бота ведёт", "Этого 2 < 3 ведёт", "write &lt;"),
    ] {
        one("ru/home.ftl", from, to, "home-text =", words);
    }
}

#[test]
fn markup_in_plain_text() {
    for to in ["button-help = <b>Помощь</b>", "button-help = Помощь &amp; ответы"] {
        let faults = Folder::new().alter("ru/buttons.ftl", "button-help = Помощь", to).faults();
        assert!(
            matches!(&faults[..], [fault] if fault.contains("button-help is plain text and can't hold markup")),
            "{faults:#?}"
        );
    }
}

#[test]
fn texts_that_are_too_long() {
    for (name, id, most) in [
        ("ky/home.ftl", "home-hint", 3800),
        ("ky/buttons.ftl", "button-help", 40),
        ("ky/help.ftl", "help-stale", 200),
        ("ky/sign-up.ftl", "sign-up-over", 200),
        ("ky/profile.ftl", "command-help", 256),
        ("ky/profile.ftl", "bot-name", 64),
        ("ky/profile.ftl", "bot-short-description", 120),
        ("ky/calls.ftl", "call-un-partnership-send", 600),
        ("ky/controller.ftl", "legal-notice", 200),
    ] {
        // A flag is 4 UTF-16 units and 2 characters: the former count.
        let flags = "🇰🇬".repeat(most / 4 + 1);
        let words = format!(
            "{id} is too long: {} UTF-16 units where {most} are the most",
            flags.encode_utf16().count()
        );
        let text = Folder::builtin(name);
        let line =
            text.lines().find(|line| line.starts_with(&format!("{id} ="))).expect("a message").to_owned();
        let to = format!("{id} = {flags}");
        one(name, &line, &to, &to, &words);
    }
    let description = format!("bot-description =\n    {}\n", "ө".repeat(512));
    one("ky/profile.ftl", "bot-description =\n", &description, "bot-description =", "where 512 are the most");
}

#[test]
fn syntax() {
    one(
        "ru/calls.ftl",
        "calls-line = • { $title }:",
        "calls-line = • { $title :",
        "calls-line",
        "\"calls-line\" begins no message of Fluent's",
    );
    one("ky/home.ftl", "home-hint = ", "home-hint ", "home-hint", "begins no message");
    one("en/deadline.ftl", "   *[other] { $days } days left.\n", "", "deadline-left", "begins no message");
}

#[test]
fn a_message_that_was_indented_into_the_one_before() {
    let folder = Folder::new().alter("ru/buttons.ftl", "\nbutton-home", "\n button-home");
    let line = folder.line("ru/buttons.ftl", "button-back");
    let faults = folder.faults();
    let several = format!("ru/buttons.ftl:{line}: button-back has several lines");
    assert!(faults.iter().any(|fault| fault.starts_with(&several)), "{faults:#?}");
}

#[test]
fn letters_that_do_not_belong() {
    for (name, from, to, words) in [
        ("ky/home.ftl", "Бул ботту", "Бул бoтту", "mixes Latin and Cyrillic letters"),
        ("ky/home.ftl", "Бул ботту", "Бул қотту", "'қ' in \"қотту\" is no letter of this language"),
        (
            "ru/home.ftl",
            "Этого бота ведёт",
            "Этого you ведёт",
            "\"you\" stands in Latin letters; translate it",
        ),
        ("ru/home.ftl", "Этого бота ведёт", "Этого и\u{306} ведёт", "an accent as a character of its own"),
        (
            "en/home.ftl",
            "The coalition runs",
            "The вы coalition runs",
            "'в' in \"вы\" is no letter of this language",
        ),
        ("en/home.ftl", "leave, send /cancel", "leave, send /cancl", "/cancl is no command of the bot's"),
    ] {
        one(name, from, to, to, words);
    }
    // A name in a literal passes.
    Folder::new()
        .alter("ru/home.ftl", "Этого бота ведёт", "{ \"Human Rights 75\" }: этого бота ведёт")
        .content();
}

#[test]
fn signs_that_strike_one() {
    one("ru/home.ftl", "75».", "75.", "home-text", "opens a quotation that it does not close");
    one(
        "ru/help.ftl",
        "help-private = Это",
        "help-private = { \" \" }Это",
        "help-private",
        "begins or ends with a space",
    );
    one("en/help.ftl", "works in the private", "works  in the private", "help-group", "two spaces");
    one(
        "en/help.ftl",
        "help-private = This works only in the private chat with the bot.",
        "help-private = { \"\" }",
        "help-private",
        "is empty",
    );
}

#[test]
fn words_that_leave_the_original() {
    one(
        "en/pledge.ftl",
        "a strong civil society.",
        "a strong society.",
        "pledge-full =",
        "it goes apart at \"society. It is non-governmental organizations\"",
    );
    let folder = Folder::new().write("original.en.txt", " \n");
    assert!(
        folder.faults()[0].starts_with("original.en.txt:1: the original is empty"),
        "{:#?}",
        folder.faults()
    );
}

#[test]
fn facts() {
    let recorded = "status = \"kept\"\nsince = 2025-06-01\nlink = \"https://example.org/\"";
    for (from, to, at, words) in [
        ("\"KG-N\"", "\"KG-X\"", "regions =", "unknown region \"KG-X\""),
        ("\"KG-N\"", "\"KG-B\"", "regions =", "\"KG-B\" stands twice"),
        ("2024-12-31", "\"31.12.2024\"", "date =", "date"),
        ("2024-12-31", "2024-12-31T00:00:00Z", "date =", "without an offset"),
        ("2024-12-31", "18:00:00", "date =", "write it as 2024-12-31"),
        ("2024-12-31", "2024-02-30", "date =", "day"),
        ("Asia/Bishkek\"", "Asia/Bishkek\"\nleads = [7, 99999]", "leads =", "a lead is 3660 days at most"),
        ("Asia/Bishkek\"", "Asia/Bishkek\"\ntopic = \"all\"", "topic =", "use one of news, calls, deadlines"),
        ("\"pledge\"", "\"7\"", "\"7\"", "an id of digits alone"),
        ("Asia/Bishkek", "Asia/Frunze", "zone =", "unknown zone \"Asia/Frunze\""),
        ("\"un\"\n", "\"uno\"\n", "\"uno\"", "use one of authorities, un, coalition"),
        (
            "status = \"not-recorded\"",
            "status = \"done\"",
            "\"done\"",
            "use one of not-recorded, in-progress",
        ),
        ("status = \"not-recorded\"", "status = \"kept\"", "\"kept\"", "needs `since` (a date) and `link`"),
        (
            "status = \"not-recorded\"",
            "status = \"not-recorded\"\nsince = 2025-06-01",
            "\"not-recorded\"",
            "has neither",
        ),
        (
            "\"authorities-laws\"",
            "\"un-partnership\"",
            "\"un-partnership\"\naddressee = \"un\"",
            "stands twice",
        ),
        ("\"authorities-laws\"", "\"Laws!\"", "\"Laws!\"", "is no id"),
        ("version = 3", "version = 0", "version = 0", "counts from 1"),
        ("version = 3", "version = -1", "version = -1", "-1"),
        ("version = 3", "verzion = 1", "verzion", "unknown field `verzion`"),
        ("number = 1", "number = 0", "number = 0", "counts from 1"),
        ("= \"en\"", "= \"ky\"", "original_language", "the original is English"),
        ("submitted_year = 2023", "submitted_year = 23", "submitted_year", "2023 or later"),
        ("submitted_month = 12", "submitted_month = 13", "submitted_month", "1 to 12"),
        ("[form]", "[form", "[form", ""),
        (
            "[\"KG-GB\", \"KG-GO\", \"KG-B\", \"KG-C\", \"KG-J\", \"KG-N\", \"KG-O\", \"KG-T\", \"KG-Y\", \"abroad\"]",
            "[]",
            "regions =",
            "no region",
        ),
    ] {
        one("pledge.toml", from, to, at, words);
    }
    for link in ["http://example.org", "example.org", "https://", "javascript:alert(1)"] {
        let folder = Folder::new().alter(
            "pledge.toml",
            "status = \"not-recorded\"",
            &recorded.replace("https://example.org/", link),
        );
        let line = folder.line("pledge.toml", "link =");
        let fault = format!("pledge.toml:{line}: the link is no https address");
        assert_eq!(folder.faults(), [fault], "{link}");
    }
}

#[test]
fn facts_without_calls_or_deadlines() {
    let text = Folder::builtin("pledge.toml");
    let without = |section: &str, next: &str| {
        let (start, end) = (text.find(section).expect("a section"), text.find(next).expect("a section"));
        Folder::new().write("pledge.toml", format!("{}{}", &text[..start], &text[end..])).faults()
    };
    assert!(without("[[call]]", "[[deadline]]")[0].contains("there is no [[call]]"));
    assert!(without("[[deadline]]", "[signup]")[0].contains("there is no [[deadline]]"));
}

#[test]
fn a_call_or_a_deadline_without_words() {
    let folder = Folder::new().alter("pledge.toml", "id = \"pledge\"", "id = \"review\"").alter(
        "pledge.toml",
        "id = \"un-partnership\"",
        "id = \"un-help\"",
    );
    let faults = folder.faults();
    for (part, times) in [
        ("messages/en/deadline.ftl:20: deadline-review-name is missing in every language", 1),
        ("deadline-review-name is missing in every language", 3),
        ("no message has the id deadline-pledge-name", 3),
        ("call-un-help-title is missing", 3),
        ("call-un-help-text is missing", 3),
        ("call-un-help-send is missing", 3),
        ("no message has the id call-un-partnership-send", 3),
    ] {
        assert_eq!(faults.iter().filter(|fault| fault.contains(part)).count(), times, "{part} {faults:#?}");
    }
}

#[test]
fn a_recorded_status_without_its_note() {
    let recorded = "status = \"kept\"\nsince = 2025-06-01\nlink = \"https://example.org/\"";
    let folder = Folder::new().alter("pledge.toml", "status = \"not-recorded\"", recorded);
    let faults = folder.faults();
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(
        faults.iter().all(|fault| fault.contains("call-authorities-funding-note is missing")),
        "{faults:#?}"
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let folder = Folder::new()
        .alter("pledge.toml", "Asia/Bishkek", "Asia/Frunze")
        .alter("pledge.toml", "KG-N", "KG-X")
        .alter("ru/home.ftl", "независимых СМИ</b>", "независимых СМИ")
        .alter("ru/home.ftl", "home-hint = ", "home-hint ")
        .alter("ky/buttons.ftl", "button-help", "buton-help")
        .write("kg/home.ftl", "")
        .write("ru/hom.ftl", "");
    let faults = folder.faults();
    let files =
        ["kg", "ky/buttons.ftl", "pledge.toml", "pledge.toml", "ru/hom.ftl", "ru/home.ftl", "ru/home.ftl"];
    let told: Vec<_> = faults.iter().map(|fault| fault.split(':').next().expect("a file")).collect();
    assert_eq!(told, files, "{faults:#?}");
}

#[test]
fn files_that_are_none_of_ours() {
    let fault = |folder: Folder| folder.faults().join("\n");
    assert!(
        fault(Folder::new().write("ru/hom.ftl", "")).contains("ru/hom.ftl:1: messages/ has no such file")
    );
    assert!(fault(Folder::new().write("rus/home.ftl", "")).contains("the folders are ky, ru and en"));
    assert!(
        fault(Folder::new().write("ru/home.ftl", b"home-hint = \xff"))
            .contains("ru/home.ftl:1: is not UTF-8")
    );
    assert!(fault(Folder::new().write("ru/home.ftl", "#".repeat(1 << 21))).contains("is larger than"));
    let gone = Folder::new().path().join("gone");
    let faults = pledge_bot::texts::check_report(Some(&gone)).expect_err("no folder");
    assert_eq!(
        faults[0].to_string(),
        format!("{}: there is no such folder; give one that is laid out like messages/", gone.display())
    );
    let english = Folder::new().write("home.ftl", "home-hint = x");
    assert_eq!(english.faults().len(), 1);
    assert!(english.faults()[0].contains("give the folder above it"), "{:?}", english.faults());
    // Other files beside them do no harm.
    Folder::new().write("README.md", "notes").write("ru/notes.txt", "x").write(".git/config", "x").content();
}
