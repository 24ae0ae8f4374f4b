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
struct CastMember {
    id: i64,
    name: &'static str,
    client: Lang,
    /// An introduction, and a suggestion for the visitor.
    about: fn(&Say<'_>) -> [String; 2],
}

const fn role(id: i64, name: &'static str, client: Lang, about: fn(&Say<'_>) -> [String; 2]) -> CastMember {
    CastMember { id, name, client, about }
}

const ROLES: [CastMember; 4] = [
    role(1001, "Айгүл", Lang::Ky, |say| [say.demo_reader_who(), say.demo_reader_try()]),
    role(1002, "Сергей", Lang::Ru, |say| [say.demo_reminded_who(), say.demo_reminded_try()]),
    role(1003, "Anna", Lang::En, |say| [say.demo_curious_who(), say.demo_curious_try()]),
    role(STAFF[0], "Гүлнара", Lang::Ky, |say| [say.demo_staff_who(), say.demo_staff_try()]),
];

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

/// The purpose of the bot.
const ABOUT: fn(&Say<'_>) -> String = |say| say.demo_about();

/// The people whose phones a visitor may open, introduced in each language.
pub(super) fn guide(texts: &Texts, contents: Contents) -> Guide {
    let guided = |role: &CastMember| {
        let [who, tries] = [0, 1].map(|nth| in_each(texts, |say| (role.about)(say)[nth].clone()));
        GuidedPerson { id: role.id, who, tries }
    };
    let background = match contents {
        Contents::MadeUp => [COLLEAGUE].into_iter().chain(SUPPORTERS.iter().map(|one| one.id)).collect(),
        Contents::Empty => Vec::new(),
    };
    Guide { about: in_each(texts, ABOUT), people: ROLES.iter().map(guided).collect(), background }
}

/// A text by the codes of the languages.
fn in_each(texts: &Texts, text: impl Fn(&Say<'_>) -> String) -> BTreeMap<String, String> {
    Lang::ALL.map(|lang| (lang.code().to_owned(), text(&texts.say(lang)))).into()
}
