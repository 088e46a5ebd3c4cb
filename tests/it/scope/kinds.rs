//! The tables with their own access rules, each with its three readings: row by row, as a condition, and by hand.

use std::collections::HashMap;

use entity::{
    case, codes::DataClass, consular_packet, consular_request, legal_override, person_match, referral, share, stay,
    transfer,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, IntoIden};
use uuid::Uuid;
use waystation::{
    access::{class::ClassSet, relation::Relations},
    store::{
        access::{
            parent_case::{CASE, of_case},
            row_access::Access,
            scope::Scope,
        },
        consular::desk,
        sql::expression::alias,
    },
};

use super::{by_hand, caseload::Caseload, matches};

/// The readable classes of each row, and the relations that opened them.
pub type ByHand = HashMap<Uuid, (ClassSet, Relations)>;

/// A table with its own access rule.
pub struct Kind {
    pub name: &'static str,
    pub table: DynIden,
    pub access: Access,
    pub scope: fn(&Scope, &DynIden, DataClass) -> Condition,
    pub by_hand: fn(&Caseload, &Scope) -> ByHand,
}

/// All tables with their own access rules.
pub fn kinds() -> [Kind; 9] {
    [
        Kind {
            name: "case",
            table: case::Entity.into_iden(),
            access: Access::Case,
            scope: Scope::cases,
            by_hand: |all, scope| all.cases.iter().map(|row| (row.id, by_hand::case(all, scope, row))).collect(),
        },
        Kind {
            name: "referral",
            table: referral::Entity.into_iden(),
            access: Access::Referral,
            scope: Scope::referrals,
            by_hand: |all, scope| {
                all.referrals.iter().map(|row| (row.id, by_hand::referral(all, scope, row))).collect()
            },
        },
        Kind {
            name: "override",
            table: legal_override::Entity.into_iden(),
            access: Access::Override,
            scope: Scope::overrides,
            by_hand: |all, scope| {
                all.overrides.iter().map(|row| (row.id, by_hand::legal_override(all, scope, row))).collect()
            },
        },
        Kind {
            name: "transfer",
            table: transfer::Entity.into_iden(),
            access: Access::Transfer,
            scope: Scope::transfers,
            by_hand: |all, scope| {
                all.transfers.iter().map(|row| (row.id, by_hand::transfer(all, scope, row))).collect()
            },
        },
        Kind {
            name: "stay",
            table: stay::Entity.into_iden(),
            access: Access::Stay,
            scope: Scope::stays,
            by_hand: |all, scope| all.stays.iter().map(|row| (row.id, by_hand::stay(all, scope, row))).collect(),
        },
        Kind {
            name: "share",
            table: share::Entity.into_iden(),
            access: Access::Share,
            scope: Scope::shares,
            by_hand: |all, scope| all.shares.iter().map(|row| (row.id, by_hand::share(all, scope, row))).collect(),
        },
        Kind {
            name: "consular request",
            table: consular_request::Entity.into_iden(),
            access: Access::OfCaseLegal,
            scope: |scope, t, class| {
                let of_class = scope.cases_at_home(&alias(CASE), class);
                let of_class = of_case(t, consular_request::Column::CaseId, of_class);
                Cond::all().add(desk::visible(scope, t)).add(of_class)
            },
            by_hand: |all, scope| {
                let requests = all.desk.requests.iter();
                requests.map(|row| (row.id, by_hand::consular_request(all, scope, row))).collect()
            },
        },
        Kind {
            name: "match",
            table: person_match::Entity.into_iden(),
            access: Access::Matching,
            scope: Scope::person_matches,
            by_hand: matches::by_hand,
        },
        Kind {
            name: "packet",
            table: consular_packet::Entity.into_iden(),
            access: Access::Packet,
            scope: Scope::packets,
            by_hand: |all, scope| all.desk.packets.iter().map(|row| (row.id, by_hand::packet(scope, row))).collect(),
        },
    ]
}
