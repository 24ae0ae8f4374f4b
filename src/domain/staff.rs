//! People on staff: their roles, what each role may do, and what follows when somebody takes rights away.
//!
//! Taking rights away takes effect at once. So that a stolen phone gains nothing by it, whoever takes rights from an owner, or
//! from the last other person who could stop them, is restrained ([`StaffMember::restrained`]) until somebody confirms it. Those
//! who lost rights that way still count for a week when it is decided who is alone, and are still told.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::{ChatId, Lang, StoredId, visible};

/// What a member of staff may do. Each role may do everything that those before it may.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    EnumString,
    IntoStaticStr,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Sees the panel, lists and reports.
    Viewer,
    /// Writes and sends, sets deadlines, enters statuses.
    Editor,
    /// Everything.
    Owner,
}

/// Something that takes a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Right {
    /// See the panel, lists and reports, choose an alias, and leave the staff.
    See,
    /// Write drafts, and show them to colleagues as a test.
    Write,
    /// Send and plan broadcasts, change planned ones, resume them, and send again what is unsure.
    Send,
    /// Correct what was sent.
    Correct,
    /// Pause, cancel and take back, and stop what waits for its time.
    Silence,
    /// Set and remove deadlines.
    Deadlines,
    /// Enter the status of a call.
    Statuses,
    /// Get the list of supporters.
    Export,
    /// Invite people, change roles, suspend and remove people.
    Manage,
    /// Freeze everything, and lift that.
    Freeze,
    /// Read the record of deeds.
    Audit,
}

coded!(Role);
coded!(Right);

impl Right {
    /// Whether it begins something, or lets something go on, that others would have to stop. Silencing does not.
    pub fn begins(self) -> bool {
        match self {
            Right::See | Right::Write | Right::Silence | Right::Freeze | Right::Audit => false,
            Right::Send
            | Right::Correct
            | Right::Deadlines
            | Right::Statuses
            | Right::Export
            | Right::Manage => true,
        }
    }
}

impl Role {
    /// The table of who may do what. People read the same one in `docs/staff.md`.
    pub fn may(self, right: Right) -> bool {
        match right {
            Right::See => true,
            Right::Write
            | Right::Send
            | Right::Correct
            | Right::Silence
            | Right::Deadlines
            | Right::Statuses => self >= Role::Editor,
            Right::Export | Right::Manage | Right::Freeze | Right::Audit => self == Role::Owner,
        }
    }
}

/// Whether somebody's rights are in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// They are.
    Active,
    /// Not until somebody reinstates the person.
    Suspended,
    /// Never again. The row stays while the removal waits for a confirmation.
    Removed,
}

/// The word by which colleagues know a person, who chooses it: 1 to [`Alias::MAX`] visible characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Alias(String);

/// A text that is no alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an alias has 1 to {max} visible characters", max = Alias::MAX)]
pub struct ParseAliasError;

impl Alias {
    /// The most characters (Unicode scalar values).
    pub const MAX: usize = 32;

    /// Takes a typed text without its invisible characters.
    pub fn parse(text: &str) -> Result<Alias, ParseAliasError> {
        let text = visible::line(text);
        let fits = visible::has_letter(&text) && text.chars().count() <= Alias::MAX;
        if fits { Ok(Alias(text)) } else { Err(ParseAliasError) }
    }

    /// The alias.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Alias {
    type Error = ParseAliasError;

    fn try_from(text: String) -> Result<Alias, ParseAliasError> {
        Alias::parse(&text)
    }
}

/// The last time that somebody lost rights by the deed of a person who is restrained for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// When.
    pub at: Timestamp,
    /// The role before.
    pub role: Role,
    /// Who took the rights away.
    pub by: StoredId,
}

/// Somebody on staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Their private chat.
    pub chat: ChatId,
    /// Their role.
    pub role: Role,
    /// Whether their rights are in force.
    pub standing: Standing,
    /// The word by which colleagues know them; `None` until they choose one.
    pub alias: Option<Alias>,
    /// Since when they have at least the rights of this role; `None` for those with whom the staff began.
    pub since: Option<Timestamp>,
    /// Since when they have at least the rights of an editor, where that is longer than they have their role.
    pub as_editor: Option<Timestamp>,
    /// Rights that they lost by the deed of a person who is restrained for it.
    pub loss: Option<Loss>,
    /// Since when they are restrained, if they are.
    pub restrained: Option<Timestamp>,
    /// The language in which they are to be welcomed, until they are: the command line let them in.
    pub unwelcomed: Option<Lang>,
}

impl StaffMember {
    /// The most people on staff.
    pub const MOST: usize = 50;
    /// How long a person counts as new, and can't be the second person.
    pub const NEW: SignedDuration = SignedDuration::from_hours(24);
    /// How long people who lost rights by the deed of a restrained person still count, and are told.
    pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

    /// A person with this role, and no alias yet.
    pub fn new(chat: ChatId, role: Role, since: Option<Timestamp>) -> StaffMember {
        let (standing, alias) = (Standing::Active, None);
        StaffMember {
            chat,
            role,
            standing,
            alias,
            since,
            as_editor: None,
            loss: None,
            restrained: None,
            unwelcomed: None,
        }
    }

    /// Whether their rights are in force.
    pub fn is_active(&self) -> bool {
        self.standing == Standing::Active
    }

    /// Whether they may do something, and whether what they began may go ahead. A restrained person can begin nothing.
    pub fn may(&self, right: Right) -> bool {
        self.has(right) && !(self.restrained.is_some() && right.begins())
    }

    /// Whether their role has this right, also while they are restrained.
    pub fn has(&self, right: Right) -> bool {
        self.is_active() && self.role.may(right)
    }

    /// This person with a higher role from now on. What an editor may, they do not begin anew.
    #[must_use]
    pub fn promoted(self, role: Role, now: Timestamp) -> StaffMember {
        let as_editor = (self.role >= Role::Editor)
            .then(|| self.as_editor.or(self.since).unwrap_or(Timestamp::UNIX_EPOCH));
        StaffMember { role, since: Some(now), as_editor, ..self }
    }

    /// Whether they have had this right for less than a day.
    pub fn is_new(&self, right: Right, now: Timestamp) -> bool {
        let since = if Role::Editor.may(right) { self.as_editor.or(self.since) } else { self.since };
        since.is_some_and(|since| now.duration_since(since) < StaffMember::NEW)
    }

    /// Whether they may be the second person for a deed of another's: they may do the same, are not new and not restrained.
    pub fn may_second(&self, right: Right, now: Timestamp) -> bool {
        self.has(right) && self.restrained.is_none() && !self.is_new(right, now)
    }

    /// Whether they lost any rights lately by the deed of a restrained person.
    pub fn has_lost_lately(&self, now: Timestamp) -> bool {
        self.loss.is_some_and(|loss| now.duration_since(loss.at) < StaffMember::REMEMBERED)
    }

    /// Whether they lost rights lately by the deed of a restrained person, and had this right before.
    fn lost(&self, right: Right, now: Timestamp) -> bool {
        self.has_lost_lately(now) && self.loss.is_some_and(|loss| loss.role.may(right))
    }
}

/// Whether taking rights away from `target` restrains `actor`: the target is an owner, or nobody else would be left who could stop
/// what the actor does, or the actor is new. Those who are new or restrained do not count as such: they may be further accounts of
/// a thief. Nobody is restrained for leaving.
pub fn restrains(all: &[StaffMember], actor: ChatId, target: &StaffMember, now: Timestamp) -> bool {
    let is_other = |person: &StaffMember| person.chat != actor && person.chat != target.chat;
    let others_left = all.iter().any(|person| is_other(person) && person.may_second(Right::Silence, now));
    let is_last = target.has(Right::Silence) && !others_left;
    let actor_is_new = all.iter().any(|person| person.chat == actor && person.is_new(Right::Manage, now));
    let takes = actor != target.chat && target.is_active();
    takes && (target.role == Role::Owner || is_last || actor_is_new)
}

/// The others who are told of a deed that takes this right: those who may do the same, or could until a restrained person took
/// that from them. Where none of them has been able to for a day, also all others who may stop it. Nobody is alone while there
/// are any.
pub fn who_is_told(all: &[StaffMember], actor: ChatId, right: Right, now: Timestamp) -> Vec<&StaffMember> {
    let others = || all.iter().filter(|person| person.chat != actor);
    let may_the_same = |person: &StaffMember| person.has(right) || person.lost(right, now);
    let may_stop = |person: &StaffMember| person.has(Right::Silence) || person.lost(Right::Silence, now);
    let is_settled = others().any(|person| person.may_second(right, now));
    others().filter(|person| may_the_same(person) || !is_settled && may_stop(person)).collect()
}

/// The others who may confirm what a restrained person did. The command line may, too.
pub fn who_may_confirm(all: &[StaffMember], restrained: ChatId, now: Timestamp) -> Vec<&StaffMember> {
    let may = |person: &&StaffMember| person.chat != restrained && person.may_second(Right::Manage, now);
    all.iter().filter(may).collect()
}

/// Whether somebody is the only owner whose rights are in force: without them nobody could manage the staff.
pub fn is_last_owner(all: &[StaffMember], person: ChatId) -> bool {
    let mut owners = all.iter().filter(|member| member.is_active() && member.role == Role::Owner);
    owners.next().is_some_and(|owner| owner.chat == person) && owners.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLGA: ChatId = ChatId::new(1);
    const BAKYT: ChatId = ChatId::new(2);
    const AIDA: ChatId = ChatId::new(3);

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    fn person(chat: ChatId, role: Role) -> StaffMember {
        StaffMember::new(chat, role, None)
    }

    fn chats(people: Vec<&StaffMember>) -> Vec<ChatId> {
        people.into_iter().map(|person| person.chat).collect()
    }

    #[test]
    fn each_role_may_do_what_the_one_before_it_may_and_more() {
        let rights = |role: Role| Right::ALL.into_iter().filter(|right| role.may(*right)).count();
        assert_eq!(Role::ALL.map(rights), [1, 7, 11]);
        for right in Right::ALL {
            assert!(Role::Owner.may(right), "{right:?}");
            assert!(!Role::Viewer.may(right) || Role::Editor.may(right), "{right:?}");
        }
    }

    #[test]
    fn rights_that_are_not_in_force_are_none() {
        for standing in [Standing::Suspended, Standing::Removed] {
            let gone = StaffMember { standing, ..person(OLGA, Role::Owner) };
            assert!(Right::ALL.into_iter().all(|right| !gone.may(right)), "{standing:?}");
        }
        let held = StaffMember { restrained: Some(at(0)), ..person(OLGA, Role::Owner) };
        assert!(held.may(Right::Silence) && held.has(Right::Send) && !held.may(Right::Send));
        assert!(!held.may(Right::Manage), "not even to take rights from others");
    }

    #[test]
    fn an_alias_is_one_visible_line() {
        let alias = |text: &str| Alias::parse(text).map(|alias| alias.as_str().to_owned());
        assert_eq!(alias(" Гүлнара \n A."), Ok("Гүлнара A.".to_owned()));
        assert_eq!(alias(&"ө".repeat(32)), Ok("ө".repeat(32)));
        for odd in ["", "  ", "\u{200b}", "!!!", &"ө".repeat(33)] {
            assert_eq!(alias(odd), Err(ParseAliasError), "{odd:?}");
        }
    }

    #[test]
    fn who_takes_rights_from_an_owner_or_from_the_last_who_could_stop_them_is_restrained() {
        let (olga, bakyt, aida) =
            (person(OLGA, Role::Owner), person(BAKYT, Role::Editor), person(AIDA, Role::Viewer));
        let all = [olga.clone(), bakyt.clone(), aida.clone()];
        let restrains =
            |all: &[StaffMember], actor, target: &StaffMember| restrains(all, actor, target, at(30));
        assert!(restrains(&all, BAKYT, &olga), "an owner");
        assert!(restrains(&all, OLGA, &bakyt), "the only other who could stop anything");
        assert!(!restrains(&all, OLGA, &aida), "a viewer could stop nothing");
        assert!(!restrains(&all, OLGA, &olga), "nobody is restrained for leaving");
        let other = person(ChatId::new(4), Role::Editor);
        let four = [olga.clone(), bakyt.clone(), aida, other];
        assert!(!restrains(&four, OLGA, &bakyt), "another editor is left");
        let suspended = StaffMember { standing: Standing::Suspended, ..olga };
        assert!(!restrains(&four, BAKYT, &suspended), "they have no rights that could be taken");
    }

    #[test]
    fn the_second_account_of_a_thief_is_nobody_who_could_stop_them() {
        let (thief, bakyt) = (person(OLGA, Role::Owner), person(BAKYT, Role::Editor));
        let account = |since, restrained| StaffMember {
            restrained,
            ..StaffMember::new(AIDA, Role::Owner, Some(since))
        };
        let all = |account: StaffMember| [thief.clone(), bakyt.clone(), account];
        assert!(restrains(&all(account(at(7), None)), OLGA, &bakyt, at(30)), "the account is new");
        assert!(restrains(&all(account(at(0), Some(at(9)))), OLGA, &bakyt, at(30)), "it is restrained");
        assert!(!restrains(&all(account(at(6), None)), OLGA, &bakyt, at(30)), "somebody could stop them");
        // The account itself takes rights from anybody at a price.
        let viewer = person(ChatId::new(4), Role::Viewer);
        assert!(restrains(&all(account(at(7), None)), AIDA, &viewer, at(30)));
        assert!(!restrains(&all(account(at(6), None)), AIDA, &viewer, at(30)));
    }

    #[test]
    fn where_nobody_has_the_same_right_all_who_may_stop_it_are_told() {
        let (olga, bakyt) = (person(OLGA, Role::Owner), person(BAKYT, Role::Editor));
        let viewer = person(ChatId::new(4), Role::Viewer);
        let all = [olga.clone(), bakyt.clone(), viewer.clone()];
        assert_eq!(chats(who_is_told(&all, OLGA, Right::Export, at(1))), [BAKYT]);
        let alone = [olga.clone(), viewer];
        assert_eq!(chats(who_is_told(&alone, OLGA, Right::Export, at(1))), [], "a viewer can stop nothing");
        // Another owner of less than a day keeps nobody from hearing of it.
        let all = [olga, bakyt, StaffMember::new(AIDA, Role::Owner, Some(at(0)))];
        assert_eq!(chats(who_is_told(&all, OLGA, Right::Export, at(1))), [BAKYT, AIDA]);
        assert_eq!(chats(who_is_told(&all, OLGA, Right::Export, at(24))), [AIDA]);
    }

    #[test]
    fn an_editor_who_becomes_an_owner_is_new_as_an_owner_alone() {
        let owner = person(BAKYT, Role::Editor).promoted(Role::Owner, at(30));
        assert!(owner.may_second(Right::Send, at(31)) && !owner.may_second(Right::Manage, at(31)));
        assert!(owner.may_second(Right::Manage, at(54)));
        let editor = StaffMember::new(BAKYT, Role::Editor, Some(at(20)));
        let owner = editor.promoted(Role::Owner, at(30));
        assert!(!owner.may_second(Right::Send, at(43)) && owner.may_second(Right::Send, at(44)));
        let viewer = person(BAKYT, Role::Viewer).promoted(Role::Editor, at(30));
        assert!(!viewer.may_second(Right::Send, at(53)), "a viewer could not");
    }

    #[test]
    fn who_lost_rights_that_way_counts_and_is_told_for_a_week() {
        let loss = Loss { at: at(0), role: Role::Editor, by: StoredId::from_bits(7) };
        let gone =
            StaffMember { standing: Standing::Removed, loss: Some(loss), ..person(BAKYT, Role::Editor) };
        let all = [person(OLGA, Role::Owner), gone, person(AIDA, Role::Viewer)];
        assert_eq!(chats(who_is_told(&all, OLGA, Right::Send, at(167))), [BAKYT]);
        assert_eq!(chats(who_is_told(&all, OLGA, Right::Send, at(168))), []);
        assert_eq!(
            chats(who_is_told(&all, OLGA, Right::Export, at(1))),
            [BAKYT],
            "they could have stopped it"
        );
        // Demoted people count by the role that they had.
        let demoted = StaffMember { loss: Some(loss), ..person(BAKYT, Role::Viewer) };
        let all = [person(OLGA, Role::Owner), demoted];
        assert_eq!(chats(who_is_told(&all, OLGA, Right::Send, at(1))), [BAKYT]);
    }

    #[test]
    fn another_owner_of_more_than_a_day_who_is_free_may_confirm() {
        let owner = |chat, since| StaffMember::new(ChatId::new(chat), Role::Owner, since);
        let all = [
            StaffMember { restrained: Some(at(30)), ..person(OLGA, Role::Owner) },
            owner(2, None),
            owner(3, Some(at(7))),
            owner(4, Some(at(6))),
            StaffMember { restrained: Some(at(1)), ..owner(5, None) },
            StaffMember { standing: Standing::Suspended, ..owner(6, None) },
            person(ChatId::new(7), Role::Editor),
        ];
        assert_eq!(chats(who_may_confirm(&all, OLGA, at(30))), [ChatId::new(2), ChatId::new(4)]);
    }

    #[test]
    fn the_last_owner_is_known() {
        let suspended = StaffMember { standing: Standing::Suspended, ..person(AIDA, Role::Owner) };
        let all = [person(OLGA, Role::Owner), person(BAKYT, Role::Editor), suspended];
        assert!(is_last_owner(&all, OLGA));
        assert!(!is_last_owner(&all, BAKYT) && !is_last_owner(&all, AIDA));
        let two = [person(OLGA, Role::Owner), person(BAKYT, Role::Owner)];
        assert!(!is_last_owner(&two, OLGA));
    }
}
