//! The parts of a person, one kind like the other: how an input becomes a row, which rows cannot be in force together, and how
//! rows are added and corrected.

use std::collections::HashSet;

use async_graphql::InputType;
use entity::{
    codes::{CorrectionKind, DataClass},
    contact, identifier, nationality, person_language, person_name,
};
use sea_orm::prelude::Date;
use uuid::Uuid;

use super::inputs::{ContactInput, IdentifierInput, NationalityInput, PersonLanguageInput, PersonNameInput};
use crate::{
    rules::{
        inference::nationality_reveals,
        refusal::{Refusal, RefusalCode},
    },
    store::{
        case_file::{closing::Closing, person_parts::PersonPart},
        write::{change::Change, save::Write as _, stop::ChangeError},
    },
};

/// The most names, nationalities, languages, documents or contacts of a person.
const MOST: usize = 20;

/// What a new row gets from elsewhere than its input.
#[derive(Clone, Copy, Debug)]
pub(in crate::actions) struct New {
    /// The person.
    pub person_id: Uuid,
    /// Today.
    pub today: Date,
}

/// A kind of part.
pub(in crate::actions) trait Part: PersonPart {
    /// The input that becomes a row.
    type Input: InputType + Clone + Send;
    /// The field of an input that lists the parts.
    const LIST: &'static str;

    /// The row.
    fn row(input: Self::Input, new: New) -> Result<Self, Refusal>;

    /// Whether both rows say the same, so that only one of them can be in force.
    fn repeats(&self, other: &Self) -> bool;

    /// The class that the row reveals. A row that some readers may not know of never replaces one that they know, because
    /// the correction would reveal it.
    fn reveals(&self) -> DataClass {
        Self::CLASS
    }

    /// The place among the parts, if they have an order.
    fn position(&self) -> i32 {
        0
    }

    /// The row at this place.
    fn at(self, _: i32) -> Self {
        self
    }
}

impl Part for person_name::Model {
    type Input = PersonNameInput;
    const LIST: &'static str = "names";

    fn row(input: PersonNameInput, new: New) -> Result<Self, Refusal> {
        input.row(new.person_id)
    }

    fn repeats(&self, other: &Self) -> bool {
        let said = |name: &Self| (name.given.clone(), name.family.clone(), name.other.clone(), name.script.clone());
        said(self) == said(other) && self.name_type == other.name_type
    }

    fn position(&self) -> i32 {
        self.position
    }

    fn at(self, position: i32) -> Self {
        Self { position, ..self }
    }
}

impl Part for nationality::Model {
    type Input = NationalityInput;
    const LIST: &'static str = "nationalities";

    fn row(input: NationalityInput, new: New) -> Result<Self, Refusal> {
        input.row(new.person_id)
    }

    fn repeats(&self, other: &Self) -> bool {
        self.country == other.country
    }

    fn reveals(&self) -> DataClass {
        nationality_reveals(&self.country)
    }
}

impl Part for person_language::Model {
    type Input = PersonLanguageInput;
    const LIST: &'static str = "languages";

    fn row(input: PersonLanguageInput, new: New) -> Result<Self, Refusal> {
        input.row(new.person_id)
    }

    fn repeats(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Part for identifier::Model {
    type Input = IdentifierInput;
    const LIST: &'static str = "identifiers";

    fn row(input: IdentifierInput, new: New) -> Result<Self, Refusal> {
        input.row(new.person_id, new.today)
    }

    fn repeats(&self, other: &Self) -> bool {
        (self.identifier_type, &self.number) == (other.identifier_type, &other.number) && self.issuer == other.issuer
    }

    fn reveals(&self) -> DataClass {
        self.identifier_type.reveals()
    }
}

impl Part for contact::Model {
    type Input = ContactInput;
    const LIST: &'static str = "contacts";

    fn row(input: ContactInput, new: New) -> Result<Self, Refusal> {
        input.row(new.person_id)
    }

    fn repeats(&self, other: &Self) -> bool {
        self.contact_type == other.contact_type && self.value == other.value && self.name == other.name
    }
}

/// Checks new parts next to the known ones in force, and makes rows of them.
pub(in crate::actions) fn new_parts<P: Part>(known: &[P], inputs: Vec<P::Input>, new: New) -> Result<Vec<P>, Refusal> {
    limited::<P>(known.len() + inputs.len())?;
    let last = known.iter().map(P::position).max();
    let row = |(input, number): (P::Input, usize)| {
        let position = last.map_or(0, |last| last + 1) + i32::try_from(number).expect("there are few");
        let row = P::row(input, new).map_err(|refusal| refusal.inside(number.to_string()).inside(P::LIST))?;
        Ok(row.at(position))
    };
    let rows = inputs.into_iter().zip(0..).map(row).collect::<Result<Vec<_>, Refusal>>()?;
    once(&known.iter().chain(&rows).collect::<Vec<_>>())?;
    Ok(rows)
}

/// The list that was written, and its class. `None` if nothing was.
pub(super) type WrittenList = Option<(&'static str, DataClass)>;

/// Adds parts to a person.
pub(super) async fn add<P: Part>(change: &Change, new: New, inputs: Vec<P::Input>) -> Result<WrittenList, ChangeError> {
    if inputs.is_empty() {
        return Ok(None);
    }
    let known = change.known_parts::<P>(new.person_id).await?;
    for row in new_parts(&known, inputs, new)? {
        row.into_active_model().insert_in(change).await?;
    }
    Ok(Some((P::LIST, P::CLASS)))
}

/// What is wrong with the parts of one kind.
pub(super) struct Wrong<P: Part> {
    /// Rows that were written wrongly, each with what is right.
    pub corrected: Vec<(Uuid, P::Input)>,
    /// Rows that are no longer true.
    pub ended: Vec<Uuid>,
    /// Rows that should never have been entered.
    pub entered_in_error: Vec<Uuid>,
}

/// Closes parts of a person, and writes those that replace them.
pub(super) async fn correct<P: Part>(
    change: &Change,
    new: New,
    wrong: Wrong<P>,
    why: Closing<'_>,
) -> Result<WrittenList, ChangeError> {
    let Wrong { corrected, ended, entered_in_error } = wrong;
    let mut closing = Vec::new();
    for (number, (id, input)) in corrected.into_iter().enumerate() {
        let old = part::<P>(change, new, id, ("corrected", number)).await?;
        let row = P::row(input, new).map_err(|refusal| inside::<P>(refusal.inside("to"), ("corrected", number)))?;
        let message =
            "this reveals more or less than the entry did; mark that one as entered in error, and add this one";
        Refusal::of("to", RefusalCode::ValueNotAllowed, message)
            .unless(row.reveals() == old.reveals())
            .map_err(|refusal| inside::<P>(refusal, ("corrected", number)))?;
        let row = row.at(old.position());
        closing.push((old, CorrectionKind::Corrected, Some(row)));
    }
    let others = [
        ("endedIds", CorrectionKind::Ended, ended),
        ("enteredInErrorIds", CorrectionKind::EnteredInError, entered_in_error),
    ];
    for (field, kind, ids) in others {
        for (number, id) in ids.into_iter().enumerate() {
            closing.push((part::<P>(change, new, id, (field, number)).await?, kind, None));
        }
    }
    let closed: HashSet<_> = closing.iter().map(|(old, ..)| old.id()).collect();
    Refusal::of(P::LIST, RefusalCode::ValueNotAllowed, "these lists name the same entry twice")
        .when(closed.len() < closing.len())?;
    let known = change.known_parts::<P>(new.person_id).await?;
    let stay = known.iter().filter(|row| !closed.contains(&row.id()));
    let rows: Vec<_> = stay.chain(closing.iter().filter_map(|(.., row)| row.as_ref())).collect();
    // A merge can leave more, which are corrected one by one.
    if rows.len() > known.len() {
        limited::<P>(rows.len())?;
    }
    once(&rows)?;
    let written = (!closing.is_empty()).then_some((P::LIST, P::CLASS));
    for (old, kind, row) in closing {
        let replaced_by = row.as_ref().map(P::id);
        if let Some(row) = row {
            row.into_active_model().insert_in(change).await?;
        }
        change.close(old, Closing { kind, replaced_by, ..why }).await?;
    }
    Ok(written)
}

/// A part in force that the viewer may know of.
async fn part<P: Part>(change: &Change, new: New, id: Uuid, at: (&'static str, usize)) -> Result<P, ChangeError> {
    let part = change.known_part::<P>(new.person_id, id).await?;
    let message = "this entry was corrected or ended already";
    let over = Refusal::new(RefusalCode::InvalidTransition, message).when(part.correction().is_some());
    over.map_err(|refusal| inside::<P>(refusal, at))?;
    Ok(part)
}

fn inside<P: Part>(refusal: Refusal, (field, number): (&'static str, usize)) -> Refusal {
    refusal.inside(number.to_string()).inside(field).inside(P::LIST)
}

fn limited<P: Part>(count: usize) -> Result<(), Refusal> {
    Refusal::of(P::LIST, RefusalCode::LimitReached, format!("a person has at most {MOST} of these")).when(count > MOST)
}

/// Whether a part in force says the same as one of these in force.
pub(super) fn same_parts<P: Part>(part: &P, known: &[P]) -> bool {
    let in_force = |part: &P| part.correction().is_none();
    in_force(part) && known.iter().any(|other| in_force(other) && part.repeats(other))
}

fn once<P: Part>(rows: &[&P]) -> Result<(), Refusal> {
    let repeated = rows.iter().enumerate().any(|(number, row)| rows[..number].iter().any(|other| row.repeats(other)));
    Refusal::of(P::LIST, RefusalCode::ValueNotAllowed, "the same is on file already, or given twice").when(repeated)
}
