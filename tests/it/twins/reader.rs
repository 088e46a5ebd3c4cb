//! Everybody who asks.

/// The readers. The name says which role and relation a reader represents.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Reader {
    AssignedCaseWorker,
    ColleagueAtTheCentre,
    CaseWorkerElsewhere,
    CentreManager,
    ProtectionOfficer,
    CountryProtectionOfficer,
    MedicalOfficer,
    Doctor,
    ConsularWorker,
    HouseAuditor,
    CountryAuditor,
    DataProtectionOfficer,
    NgoPending,
    NgoPendingProgram,
    NgoNarrow,
    NgoClosed,
    NgoOther,
    HostAntitrafficking,
    HostEnforcement,
    Liaison,
    Administrator,
    Analyst,
}

impl Reader {
    pub const ALL: [Self; 22] = [
        Self::AssignedCaseWorker,
        Self::ColleagueAtTheCentre,
        Self::CaseWorkerElsewhere,
        Self::CentreManager,
        Self::ProtectionOfficer,
        Self::CountryProtectionOfficer,
        Self::MedicalOfficer,
        Self::Doctor,
        Self::ConsularWorker,
        Self::HouseAuditor,
        Self::CountryAuditor,
        Self::DataProtectionOfficer,
        Self::NgoPending,
        Self::NgoPendingProgram,
        Self::NgoNarrow,
        Self::NgoClosed,
        Self::NgoOther,
        Self::HostAntitrafficking,
        Self::HostEnforcement,
        Self::Liaison,
        Self::Administrator,
        Self::Analyst,
    ];
}
