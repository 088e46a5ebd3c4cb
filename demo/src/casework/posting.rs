//! The centre and the workers of a case. The first cases of every caseload are reserved for the personas, so that each
//! of them finds work. All others are spread over the centres in proportion to their beds.

use chrono::{DateTime, Duration, Utc};
use entity::codes::{AccessMode, ConsularState, ReferralState, Role, TransferState};
use sea_orm::Iterable;
use uuid::Uuid;

use crate::{
    Caseload,
    cast::{CENTRES, Centre, Worker, centre, staff},
    draw::{Draw, whole_days},
};

/// The purpose of a numbered case in the caseload.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// No special purpose.
    Anyone,
    /// A case of the case worker at Agadez, referred to the medical NGO.
    CaseWorker(ReferralState),
    /// Another case of the same worker: the person consented to the medical NGO, and there is no referral yet.
    Referable,
    /// Another case of the same worker: the person cannot consent, and a second person has to approve a referral
    /// without consent.
    Unconsented,
    /// A patient of the medical officer at Agadez.
    Patient,
    /// A case in Niger, referred to the medical NGO.
    Inbox(ReferralState),
    /// A case in Niger, referred to the neighbouring NGO.
    Neighbour(ReferralState),
    /// A survivor of trafficking in a protected shelter.
    Shelter,
    /// A survivor of trafficking, referred to the agency of the host State.
    HostAgency(ReferralState),
    /// A case with a transfer between organisations.
    Moving(TransferState),
    /// A case that is closed to most of its own organisation.
    Behind(AccessMode),
    /// A case in Niger: the person consented to the consulate of Guinea, and there is no request yet.
    Applicant,
    /// A case in Niger with a consular request.
    Consular(Application),
}

/// A consular request that a case is reserved for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Application {
    /// Its state.
    pub state: ConsularState,
    /// The State that receives it.
    pub country: &'static str,
    /// Whether it is for a child.
    pub child: bool,
}

/// The centre and the workers of a case.
#[derive(Clone, Copy, Debug)]
pub struct Posting {
    /// The purpose of the case.
    pub part: Part,
    /// The exact centre.
    pub centre: &'static Centre,
    /// When it opens.
    pub opened_at: DateTime<Utc>,
    /// The case worker of record.
    pub assigned: &'static Worker,
    /// The manager of the centre.
    pub manager: &'static Worker,
    /// Its protection officer.
    pub protection: &'static Worker,
    /// Its medical officer.
    pub medical: &'static Worker,
    /// Whether the person survived trafficking.
    pub trafficked: bool,
}

use ReferralState::{
    Accepted, Acknowledged, Completed, Declined, Draft, InProgress, InfoRequested, NoShow, Scheduled, Sent, UnderReview,
};

const OWN: &[ReferralState] =
    &[Accepted, Sent, Scheduled, UnderReview, Acknowledged, InProgress, Sent, InfoRequested, Accepted, Completed];
const INBOX: &[ReferralState] = &[
    Sent,
    Acknowledged,
    UnderReview,
    Accepted,
    Sent,
    Scheduled,
    InfoRequested,
    Completed,
    Acknowledged,
    InProgress,
    Declined,
    UnderReview,
    NoShow,
];
const MOVING: &[TransferState] = &[
    TransferState::Offered,
    TransferState::Offered,
    TransferState::Proposed,
    TransferState::ManagerApproved,
    TransferState::Accepted,
    TransferState::HandedOver,
    TransferState::Declined,
    TransferState::Cancelled,
];
/// States that receive requests in addition to those of the two liaison personas.
const OTHER_STATES: &[&str] = &["MLI", "CIV", "CMR", "SEN", "BEN", "GMB"];
const NIGER: &[&str] = &["AGZ", "AGZ", "AGZ", "ARL", "DRK", "NIA", "NIB", "NIC"];

/// The number of cases that are reserved for a purpose.
pub const WRITTEN: u64 = 201;
/// The number of them whose person survived trafficking.
const WRITTEN_TRAFFICKED: u32 = 10;

impl Part {
    /// The purpose of the case with this number.
    pub fn of(place: u64) -> Self {
        fn turn<T: Copy>(states: &[T], place: u64) -> T {
            states[usize::try_from(place).unwrap_or_default() % states.len()]
        }
        match place {
            0..20 => Self::CaseWorker(turn(OWN, place)),
            20 => Self::CaseWorker(Draft),
            21 => Self::Unconsented,
            22..25 => Self::Referable,
            25..35 => Self::Patient,
            35..95 => Self::Inbox(turn(INBOX, place - 35)),
            95..99 => Self::Shelter,
            99..105 => {
                Self::HostAgency(turn(&[Sent, UnderReview, Accepted, Scheduled, InProgress, Declined], place - 99))
            }
            105..113 => Self::Moving(turn(MOVING, place - 105)),
            113..117 => Self::Behind(AccessMode::Restricted),
            117..119 => Self::Behind(AccessMode::Sealed),
            119..132 => Self::Neighbour(turn(INBOX, place - 119)),
            132..135 => Self::Applicant,
            135..WRITTEN => Self::Consular(Application::of(place - 135)),
            _ => Self::Anyone,
        }
    }

    /// The state of the referral that the part asks for.
    pub const fn referral(self) -> Option<ReferralState> {
        match self {
            Self::CaseWorker(state) | Self::Inbox(state) | Self::Neighbour(state) | Self::HostAgency(state) => {
                Some(state)
            }
            Self::Unconsented => Some(Draft),
            _ => None,
        }
    }

    /// Whether the person has a consular request, or is about to make one.
    pub const fn applies(self) -> bool {
        matches!(self, Self::Applicant | Self::Consular(_))
    }

    /// The nationality that the part asks for.
    pub const fn nationality(self) -> Option<&'static str> {
        match self {
            Self::Applicant => Some("GIN"),
            Self::Consular(application) => Some(application.country),
            _ => None,
        }
    }
}

impl Application {
    /// Every state once for each of the two liaison personas, and once for the other States together.
    fn of(number: u64) -> Self {
        let states: Vec<_> = ConsularState::iter().collect();
        let number = usize::try_from(number).unwrap_or_default();
        let (round, place) = (number / states.len(), number % states.len());
        let country = match round {
            0 => "GIN",
            1 => "NGA",
            _ => OTHER_STATES[place % OTHER_STATES.len()],
        };
        Self { state: states[place], country, child: number.is_multiple_of(5) }
    }
}

impl Posting {
    /// The posting of the case with this number.
    pub fn draw(draw: &mut Draw, caseload: &Caseload, place: u64) -> Self {
        let part = Part::of(place);
        let trafficked = match part {
            Part::Shelter | Part::HostAgency(_) => true,
            Part::Anyone => draw.chance(trafficked_among_others(caseload.people)),
            _ => false,
        };
        let centre = match part {
            Part::Anyone => anywhere(draw, trafficked),
            Part::Shelter => centre(if place.is_multiple_of(2) { "MLA" } else { "MLB" }),
            Part::Inbox(_) | Part::Neighbour(_) | Part::HostAgency(_) | Part::Consular(_) => {
                centre(NIGER[draw_index(draw, NIGER.len())])
            }
            // Some are transferred to Agadez, most leave it.
            Part::Moving(_) if place.is_multiple_of(2) => centre("GAO"),
            _ => centre("AGZ"),
        };
        let mut case_workers: Vec<_> = staff(centre.id, Role::CaseWorker).collect();
        if matches!(part, Part::CaseWorker(_) | Part::Referable | Part::Unconsented) {
            case_workers.truncate(1);
        } else if centre.code == "AGZ" {
            // The persona has only the cases that are reserved for it.
            case_workers.remove(0);
        }
        let one = |role| staff(centre.id, role).next().expect("every centre has one of each post");
        Self {
            part,
            centre,
            opened_at: opened_at(draw, caseload.now, part),
            assigned: draw.pick::<&'static Worker>(&case_workers),
            manager: one(Role::CentreManager),
            protection: one(Role::ProtectionOfficer),
            medical: one(Role::MedicalOfficer),
            trafficked,
        }
    }

    /// The organisation that opens the case.
    pub const fn organisation_id(&self) -> Uuid {
        self.centre.organisation_id
    }

    /// Whether the case is open now, regardless of the usual length of a stay.
    pub fn stays_open(&self) -> bool {
        self.part != Part::Anyone
    }
}

fn draw_index(draw: &mut Draw, count: usize) -> usize {
    usize::try_from(draw.number(0, i64::try_from(count).unwrap_or(1) - 1)).unwrap_or_default()
}

/// The probability that makes seven of a thousand people in total.
fn trafficked_among_others(people: u64) -> f64 {
    let people = f64::from(u32::try_from(people).unwrap_or(u32::MAX));
    (0.007 * people - f64::from(WRITTEN_TRAFFICKED)).max(0.0) / people.max(1.0)
}

fn anywhere(draw: &mut Draw, trafficked: bool) -> &'static Centre {
    if trafficked && draw.chance(0.5) {
        return centre(if draw.chance(0.5) { "MLA" } else { "MLB" });
    }
    let weights: Vec<(&'static Centre, f64)> = CENTRES
        .iter()
        .filter(|centre| centre.fronted_by.is_none())
        .map(|centre| (centre, f64::from(centre.beds)))
        .collect();
    draw.weighted(&weights)
}

/// Within the last 36 months, with more cases recently, because programmes grow.
fn opened_at(draw: &mut Draw, now: DateTime<Utc>, part: Part) -> DateTime<Utc> {
    let age = if part == Part::Anyone {
        whole_days(1090.0 * draw.part().powf(1.5))
    } else {
        Duration::days(draw.number(75, 140))
    };
    let opened_at = draw.office_hour((now - age).date_naive());
    if opened_at > now - Duration::hours(1) { now - Duration::hours(draw.number(1, 20)) } else { opened_at }
}
