//! The people of the demo: four whose phones a visitor may open, and some who have been here before.

use std::collections::BTreeMap;

use crate::demo::Contents;
use crate::domain::{Lang, Region};
use crate::emulator::{Guide, GuidedPerson, NewPerson};
use crate::texts::{Say, Texts};

/// Those who write for the coalition: first the one whose phone a visitor may open, then the one who has written before.
pub(super) const STAFF: [i64; 2] = [1004, COLLEAGUE];
/// The member of staff who has written before the visitor came.
pub(super) const COLLEAGUE: i64 = 1011;

/// A person whose phone a visitor may open.
struct Role {
    id: i64,
    name: &'static str,
    client: Lang,
    who: fn(&Say<'_>) -> String,
    tries: fn(&Say<'_>) -> String,
}

const ROLES: [Role; 4] = [
    Role {
        id: 1001,
        name: "Айгүл",
        client: Lang::Ky,
        who: |say| say.demo_reader_who(),
        tries: |say| say.demo_reader_try(),
    },
    Role {
        id: 1002,
        name: "Сергей",
        client: Lang::Ru,
        who: |say| say.demo_reminded_who(),
        tries: |say| say.demo_reminded_try(),
    },
    Role {
        id: 1003,
        name: "Anna",
        client: Lang::En,
        who: |say| say.demo_curious_who(),
        tries: |say| say.demo_curious_try(),
    },
    Role {
        id: STAFF[0],
        name: "Гүлнара",
        client: Lang::Ky,
        who: |say| say.demo_staff_who(),
        tries: |say| say.demo_staff_try(),
    },
];

/// What the bot is for.
const ABOUT: fn(&Say<'_>) -> String = |say| say.demo_about();

/// Somebody who has become a supporter before the visitor comes.
pub(super) struct DemoSupporter {
    pub(super) id: i64,
    name: &'static str,
    pub(super) lang: Lang,
    pub(super) region: Region,
    /// Whether they subscribe to what the coalition publishes.
    pub(super) news: bool,
}

const fn supporter(id: i64, name: &'static str, lang: Lang, region: Region, news: bool) -> DemoSupporter {
    DemoSupporter { id, name, lang, region, news }
}

/// More than ten, as a smaller number of supporters is shown to nobody.
pub(super) const SUPPORTERS: [DemoSupporter; 12] = [
    supporter(1012, "Бермет", Lang::Ky, Region::BishkekCity, true),
    supporter(1013, "Нурбек", Lang::Ky, Region::OshCity, true),
    supporter(1014, "Оксана", Lang::Ru, Region::Chuy, true),
    supporter(1015, "Тимур", Lang::Ru, Region::BishkekCity, false),
    supporter(1016, "Чолпон", Lang::Ky, Region::Naryn, true),
    supporter(1017, "Данияр", Lang::Ky, Region::IssykKul, true),
    supporter(1018, "Марина", Lang::Ru, Region::BishkekCity, true),
    supporter(1019, "Азамат", Lang::Ky, Region::JalalAbad, false),
    supporter(1020, "Жылдыз", Lang::Ky, Region::Talas, true),
    supporter(1021, "Илья", Lang::Ru, Region::OshCity, true),
    supporter(1022, "Emma", Lang::En, Region::Abroad, true),
    supporter(1023, "Эркин", Lang::Ky, Region::Batken, false),
];

/// Everybody of the demo.
pub(super) fn people(contents: Contents) -> Vec<NewPerson> {
    let person = |id, name, lang: Lang, started| NewPerson {
        id: Some(id),
        started,
        ..NewPerson::new(name, lang.code())
    };
    let mut people: Vec<_> =
        ROLES.iter().map(|role| person(role.id, role.name, role.client, false)).collect();
    if contents == Contents::MadeUp {
        people.push(person(COLLEAGUE, "Асел", Lang::Ky, true));
        people.extend(SUPPORTERS.iter().map(|one| person(one.id, one.name, one.lang, true)));
    }
    people
}

/// Who they are, and what one can try as each.
pub(super) fn guide(texts: &Texts, contents: Contents) -> Guide {
    let in_each = |text: fn(&Say<'_>) -> String| -> BTreeMap<String, String> {
        Lang::ALL.map(|lang| (lang.code().to_owned(), text(&texts.say(lang)))).into()
    };
    let guided =
        |role: &Role| GuidedPerson { id: role.id, who: in_each(role.who), tries: in_each(role.tries) };
    let background = match contents {
        Contents::MadeUp => [COLLEAGUE].into_iter().chain(SUPPORTERS.iter().map(|one| one.id)).collect(),
        Contents::Empty => Vec::new(),
    };
    let about = in_each(ABOUT);
    Guide { about, people: ROLES.iter().map(guided).collect(), background }
}
