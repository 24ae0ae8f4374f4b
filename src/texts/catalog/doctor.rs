//! What the bot finds when it checks its installation (`staff-doctor.ftl`).

use crate::texts::catalog::keys::Findings;
use crate::texts::catalog::macros::catalog;

catalog! {
    /// To owners: not everything is in order.
    html doctor_notice = "doctor-notice";
    /// What the last check did not find.
    html doctor_notice_new = "doctor-notice-new" { findings: html };
    /// What the last check found too.
    html doctor_notice_known = "doctor-notice-known" { findings: html };
    /// Where owners' helpers learn more.
    html doctor_notice_remedy = "doctor-notice-remedy";
    /// A line of these lists.
    html doctor_notice_line = "doctor-notice-line" { finding: html };
    /// Something that is wrong.
    html doctor_finding = "doctor-finding-*" for Findings;
}
