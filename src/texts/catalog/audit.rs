//! The audit log (`staff-audit.ftl`).

use crate::texts::catalog::keys::{DeedGroups, DeedResults, Deeds, Roles};
use crate::texts::catalog::macros::catalog;

catalog! {
    /// The heading of the audit log.
    html audit_title = "audit-title";
    /// Only these entries are shown.
    html audit_only = "audit-only" { what: str };
    /// There is no entry.
    html audit_none = "audit-none";
    /// An entry.
    html audit_entry = "audit-entry" { number: num, when: html, who: str, what: str };
    /// An entry that was altered.
    html audit_altered = "audit-altered" { number: num };
    /// The code of the newest entry.
    html audit_head = "audit-head" { code: html };
    /// What was done.
    label audit_deed = "audit-deed-*" for Deeds;
    /// What was done, and on what.
    label audit_what = "audit-what" { deed: str, on: str };
    /// What was done, and with which result.
    label audit_what_result = "audit-what-result" { what: str, result: str };
    /// The result of a deed.
    label audit_result = "audit-result-*" for DeedResults;
    /// The number of a broadcast or a deadline.
    label audit_number = "audit-number" { number: str };
    /// Somebody on staff, with their role.
    label audit_doer = "audit-doer" { alias: str, role: str };
    /// Somebody on staff without an alias.
    label audit_doer_staff = "audit-doer-staff" { tag: str };
    /// A role.
    label audit_role = "audit-role-*" for Roles;
    /// Somebody at the command line of the server.
    label audit_doer_command_line = "audit-doer-command-line";
    /// The bot itself.
    label audit_doer_bot = "audit-doer-bot";
    /// Asks whose deeds to show.
    html audit_ask_doer = "audit-ask-doer";
    /// Asks which deeds to show.
    html audit_ask_group = "audit-ask-group";
    /// A group of deeds.
    label audit_group = "button-audit-group-*" for DeedGroups;
    /// Deeds without an effect.
    label button_audit_undone = "button-audit-undone";
    /// Leads to the audit log.
    label button_audit = "button-audit";
    /// Asks whose deeds to show.
    label button_audit_doers = "button-audit-doers";
    /// Asks which deeds to show.
    label button_audit_groups = "button-audit-groups";
    /// Shows all entries.
    label button_audit_all = "button-audit-all";
    /// Shows the newest entries.
    label button_audit_newest = "button-audit-newest";
    /// To owners, once a week: the code of the newest entry.
    html audit_notice = "audit-notice" { code: html };
}
