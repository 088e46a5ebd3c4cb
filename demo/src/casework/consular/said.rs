//! The codes that a consulate chooses, drawn with invented frequencies.

use entity::{
    codes::{ConsularState, InterviewMode, LanguageLevel, QuestionCode, RefusalReason},
    consular_request,
};
use sea_orm::{Iterable, prelude::Json};
use uuid::Uuid;
use waystation::rules::consular::machine::Step;

use crate::{draw::Draw, rows::Rows};

/// One to three different questions.
pub fn questions(draw: &mut Draw) -> Json {
    let all: Vec<_> = QuestionCode::iter().collect();
    let mut asked: Vec<QuestionCode> = Vec::new();
    for _ in 0..draw.number(1, 3) {
        let question = *draw.pick(&all);
        if !asked.contains(&question) {
            asked.push(question);
        }
    }
    serde_json::to_value(asked).expect("codes are JSON")
}

/// The interview modes that the person prefers, the best one first.
pub fn preferences(draw: &mut Draw) -> Json {
    let modes = draw.weighted::<&[InterviewMode]>(&[
        (&[InterviewMode::InPerson], 0.3),
        (&[InterviewMode::InPerson, InterviewMode::Video], 0.3),
        (&[InterviewMode::Phone], 0.2),
        (&[InterviewMode::Video, InterviewMode::Phone], 0.2),
    ]);
    serde_json::to_value(modes).expect("codes are JSON")
}

/// The mother tongue of the person (the last one of the rows), if it is used as evidence of nationality.
pub fn languages(draw: &mut Draw, rows: &Rows, person_id: Uuid) -> Json {
    let mut spoken = rows.person_languages.iter().rev().take_while(|row| row.person_id == person_id);
    let mother_tongue = spoken.find(|row| row.level == LanguageLevel::Native).filter(|_| draw.chance(0.7));
    mother_tongue.map(|row| row.language.as_str()).into_iter().collect()
}

/// The interview mode that a consulate proposes, usually the one that the person prefers.
pub fn mode(draw: &mut Draw, request: &consular_request::Model) -> InterviewMode {
    let preferred: Vec<InterviewMode> =
        serde_json::from_value(request.interview_preferences.clone()).unwrap_or_default();
    let first = preferred.first().copied().unwrap_or(InterviewMode::Phone);
    draw.weighted(&[(first, 0.8), (InterviewMode::InPerson, 0.1), (InterviewMode::Phone, 0.1)])
}

/// The reason for which a consulate refuses.
pub fn refusal(draw: &mut Draw, step: Step, state: ConsularState, child: bool) -> RefusalReason {
    use RefusalReason as R;
    if step == Step::DenyNationality {
        return draw.weighted(&[
            (R::NationalityNotEstablished, 0.4),
            (R::InsufficientEvidence, 0.35),
            (R::OtherNationalityIndicated, 0.25),
        ]);
    }
    if state == ConsularState::InterviewMissed {
        return R::NoShowInterview;
    }
    draw.weighted(&[
        (R::InsufficientEvidence, 0.35),
        (R::IdentityNotEstablished, 0.25),
        (R::MinorWithoutGuardianDecision, if child { 0.6 } else { 0.0 }),
        (R::ApplicantDeclined, 0.1),
        (R::PostNotCompetent, 0.1),
        (R::Other, 0.2),
    ])
}
