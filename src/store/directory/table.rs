//! The table of the directory: the columns of each record. Import, export and templates are made of it.
//! `tests/it/commands/directory.rs` compares it with the entities.

use super::{
    column::{
        CENTRE_STATES, CENTRE_TYPES, Column, Holds, ORGANISATION_TYPES, OVERSIGHTS, POST_KINDS, SERVICE_STATES,
        SERVICE_TYPES,
    },
    record::Record,
};
use crate::rules::{calendar::WEEK, text::TextKind};

impl Record {
    /// Its columns.
    pub(crate) const fn columns(self) -> &'static [Column] {
        match self {
            Self::Organisations => ORGANISATIONS,
            Self::Centres => CENTRES,
            Self::Services => SERVICES,
            Self::ConsularPosts => CONSULAR_POSTS,
            Self::ConsularPostCompetences => COMPETENCES,
            Self::Workers => WORKERS,
        }
    }
}

/// The column of the identifier. It is the first of each record.
pub(super) const ID: Column = Column::of("id", Holds::Id, "The identifier in this server.");

/// The name in other languages.
const NAMES: Column =
    Column::translations("name_translations", "name", TextKind::LongLine, "The name in another language.");

const fn organisation(meaning: &'static str) -> Column {
    Column::reference("organisation", "organisation_id", Record::Organisations, meaning).required().fixed()
}

const ORGANISATIONS: &[Column] = &[
    ID,
    Column::of("acronym", Holds::Text(TextKind::Line), "Its short name, by which other records call it.")
        .required()
        .key(),
    Column::text("name", "Its full name.").required(),
    NAMES,
    Column::of("organisation_type", ORGANISATION_TYPES, "Its kind, which limits what it may read.").required().fixed(),
    Column::of(
        "country",
        Holds::Country,
        "The country it works in, or the State of a consulate; empty for a worldwide body.",
    )
    .fixed(),
    Column::of("oversight", OVERSIGHTS, "Which cases of other organisations it oversees.").otherwise("NONE"),
    Column::of(
        "information_sharing_protocol_signed_on",
        Holds::Day,
        "The day on which it signed the information sharing protocol.",
    ),
    Column::text("contact_desk", "A mailbox or telephone of its focal point, never of a person."),
];

const CENTRES: &[Column] = &[
    ID,
    Column::of("code", Holds::Short, "Its short code, by which tokens and other records call it.").required().key(),
    organisation("The organisation that runs it."),
    Column::text("name", "Its name.").required(),
    NAMES,
    Column::of("centre_type", CENTRE_TYPES, "Its kind.").required(),
    Column::of("country", Holds::Country, "Its country.").required().fixed(),
    Column::text("admin1", "Its region, the first administrative level.").required(),
    Column::text("admin2", "Its department, the second administrative level."),
    Column::of("latitude", Holds::Degrees(90.0), "Degrees north, WGS 84."),
    Column::of("longitude", Holds::Degrees(180.0), "Degrees east, WGS 84."),
    Column::of("capacity_beds", Holds::Count, "Its ordinary beds.").required(),
    Column::of("surge_beds", Holds::Count, "Its further beds for an emergency.").otherwise("0"),
    Column::of("protected", Holds::YesNo, "Whether its location is secret.").required().fixed(),
    Column::reference(
        "fronting_centre",
        "fronting_centre_id",
        Record::Centres,
        "The ordinary centre that answers for it. A protected centre needs one, and no other centre has one.",
    )
    .fixed(),
    Column::text("opening_hours", "Its opening hours."),
    Column::of("time_zone", Holds::TimeZone, "Its time zone. Its days begin at midnight there.").otherwise("UTC"),
    Column::of("working_days", Holds::WorkingDays, "The days of the week on which it works.").otherwise(WEEK),
    Column::of("holidays", Holds::Holidays, "Its public holidays, on which it does not work."),
    Column::of("open_centre", Holds::YesNo, "Whether people may come and go freely.").required(),
    Column::of("status", CENTRE_STATES, "Where it is in its life cycle. Only an OPEN centre takes people in.")
        .otherwise("OPEN"),
];

const SERVICES: &[Column] = &[
    ID,
    organisation("The organisation that provides it.").key(),
    Column::text("name", "Its name. Do not name what a confidential service does.").required().key(),
    NAMES,
    Column::of("country", Holds::Country, "Its country.").required().key(),
    Column::text("admin1", "Its region, the first administrative level.").key(),
    Column::reference("centre", "centre_id", Record::Centres, "The centre where it is provided.").key(),
    Column::of("service_type", SERVICE_TYPES, "Its kind.").required().fixed(),
    Column::paragraph("description", "The help that it offers.").required(),
    Column::translations(
        "description_translations",
        "description",
        TextKind::Paragraph,
        "The description in another language.",
    ),
    Column::paragraph("eligibility", "The people who can use it."),
    Column::translations(
        "eligibility_translations",
        "eligibility",
        TextKind::Paragraph,
        "The eligibility in another language.",
    ),
    Column::of("languages", Holds::Languages, "The languages in which it is provided.").in_rows_of_its_own(),
    Column::of("referral_required", Holds::YesNo, "Whether people need a referral.").otherwise("yes"),
    Column::text("acceptance_hours", "When it answers referrals."),
    Column::of("schedules", Holds::Schedules, "When it is open, for programs."),
    Column::text("costs", "What people pay."),
    Column::of("telephone", Holds::Telephone, "The telephone of its desk, never of a person."),
    Column::of("email", Holds::Email, "The mailbox of its desk, never of a person."),
    Column::of("capacity_unit", Holds::Text(TextKind::Line), "What its capacity counts: beds, sessions, families."),
    Column::of("capacity_total", Holds::Count, "Its total capacity."),
    Column::of(
        "capacity_free",
        Holds::Count,
        "Its free capacity. Accepted referrals change it; leave the column out then.",
    ),
    Column::of("capacity_as_of", Holds::Moment, "When the free capacity was reported."),
    Column::of("status", SERVICE_STATES, "Whether it accepts referrals.").otherwise("ACTIVE"),
    Column::of("resumes_on", Holds::Day, "The day on which a paused service accepts referrals again."),
    Column::of("confidential", Holds::YesNo, "Whether its existence is secret.").required().fixed(),
];

const CONSULAR_POSTS: &[Column] = &[
    ID,
    organisation("The organisation of the post. Each post has its own, of the type GOV_ORIGIN_CONSULAR.").key(),
    Column::text("name", "Its name.").required(),
    NAMES,
    Column::of("country", Holds::Country, "The State that it belongs to.").required().fixed(),
    Column::of("kind", POST_KINDS, "Its kind.").required(),
    Column::of("host_country", Holds::Country, "The country where it is.").required(),
    Column::of("active", Holds::YesNo, "Whether it accepts requests.").otherwise("yes"),
];

const COMPETENCES: &[Column] = &[
    ID,
    Column::reference(
        "consular_post",
        "consular_post_id",
        Record::ConsularPosts,
        "The post that is competent for people for whom all that this row gives is true.",
    )
    .required()
    .key(),
    Column::text("origin_admin1", "The region of the country of origin that the person comes from.").key(),
    Column::of("stay_country", Holds::Country, "The country where the person stays.").key(),
];

const WORKERS: &[Column] = &[
    ID,
    organisation("The organisation that the person works for.").key(),
    Column::text("issuer", "The issuer of the person's tokens, `iss`.").required().fixed().key(),
    Column::text("subject", "The subject of the person's tokens, `sub`.").required().fixed().key(),
    Column::of(
        "display_name",
        Holds::Text(TextKind::Line),
        "The name shown to colleagues. A token with a name replaces it.",
    ),
];
