//! Answers the tasks that were found: the records of each type are read together, as the lists read them.

use std::collections::{BTreeMap, HashMap};

use async_graphql::{
    Context, Name, PathSegment, Value, indexmap::IndexMap, parser::types::SelectionSet, resolver_utils::enum_value,
};
use entity::codes::TaskKind;

use crate::{
    error::Error,
    graphql::{
        prefetch,
        record::{
            answer::AnswerWriter,
            scalar::Scalar,
            selection::Reader,
            table::{Record, Table},
        },
        records::{
            BestInterestDetermination, Case, Consent, ConsularRequest, LegalOrder, LegalOverride, PersonMatch,
            Referral, Stay, Transfer,
        },
    },
    store::{
        Store,
        tasks::{Task, Tasks},
    },
};

/// The counts as the selection asks for them.
pub(super) fn counts<'a>(tasks: &Tasks, reader: &Reader<'a>, sets: &Vec<&'a SelectionSet>) -> Value {
    let keys = reader.keys("TaskCount", sets);
    let counts = tasks.counts.iter().map(|(kind, count)| {
        let value = |field| match field {
            "kind" => enum_value(*kind),
            "count" => Value::Number((*count).into()),
            _ => Value::String("TaskCount".to_owned()),
        };
        Value::Object(keys.iter().map(|(key, field, _)| (key.clone(), value(*field))).collect())
    });
    Value::List(counts.collect())
}

/// The tasks as the selection asks for them. The records of each type are read together.
pub(super) async fn list<'a>(
    context: &'a Context<'a>,
    store: &Store,
    tasks: &[Task],
    reader: &Reader<'a>,
    (below, sets): (&Name, &Vec<&'a SelectionSet>),
) -> Result<Value, Error> {
    let mut answers = vec![IndexMap::<Name, Value>::new(); tasks.len()];
    for (key, field, sets) in reader.keys("Task", sets) {
        if field == "node" {
            for (number, node) in nodes(context, store, tasks, reader, (&[below, &key], &sets)).await? {
                answers[number].insert(key.clone(), node);
            }
            continue;
        }
        for (answer, task) in answers.iter_mut().zip(tasks) {
            let value = match field {
                "kind" => enum_value(task.kind),
                "dueAt" => task.due_at.map_or(Value::Null, Scalar::value),
                "overdue" => Value::Boolean(task.due_at.is_some_and(|at| at < store.scope.now)),
                _ => Value::String("Task".to_owned()),
            };
            answer.insert(key.clone(), value);
        }
    }
    Ok(Value::List(answers.into_iter().map(Value::Object).collect()))
}

/// The records of the tasks, each with the place of its task.
async fn nodes<'a>(
    context: &'a Context<'a>,
    store: &Store,
    tasks: &[Task],
    reader: &Reader<'a>,
    (path, sets): (&[&Name; 2], &Vec<&'a SelectionSet>),
) -> Result<Vec<(usize, Value)>, Error> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, task) in tasks.iter().enumerate() {
        places.entry(about(task.kind).name).or_default().push(number);
    }
    let mut values = Vec::with_capacity(tasks.len());
    for places in places.into_values() {
        let table = about(tasks[places[0]].kind);
        let (body, plan) = reader.record(table, sets)?;
        let ids: Vec<_> = places.iter().map(|place| tasks[*place].id).collect();
        let mut found = HashMap::new();
        for node in prefetch::these(store, &plan, &ids).await? {
            found.insert(node.row.key()?, node);
        }
        for place in places {
            let node = found.get(&tasks[place].id).ok_or(Error::NotFound)?;
            let [list, key] = path.map(|name| PathSegment::Field(name.to_string()));
            let mut writer = AnswerWriter::below(context, [list, PathSegment::Index(place), key]);
            writer.record(&body, &plan, node)?;
            values.push((place, writer.finish()));
        }
    }
    Ok(values)
}

/// The record type that a task of this kind is about.
fn about(kind: TaskKind) -> &'static Table {
    use TaskKind as T;
    match kind {
        T::ReferralToAnswer
        | T::ReferralQuestionToAnswer
        | T::ReferralToPlaceAgain
        | T::ReferralEscalatedToProtection
        | T::ReferralEscalatedToManager
        | T::AppointmentToRecord => Referral::table(),
        T::TransferToApprove | T::TransferToOffer | T::TransferToAnswer | T::TransferToHandOver => Transfer::table(),
        T::CaseToAssign | T::CaseToReview => Case::table(),
        T::DepartureToRecord => Stay::table(),
        T::ConsentToRenew => Consent::table(),
        T::LegalOverrideToDecide | T::LegalOverrideToRenew => LegalOverride::table(),
        T::LegalOrderToApprove => LegalOrder::table(),
        T::BestInterestToDecide => BestInterestDetermination::table(),
        T::PersonMatchToAnswer => PersonMatch::table(),
        T::ConsularRequestToScreen
        | T::ConsularQuestionToAnswer
        | T::ConsularInterviewToConfirm
        | T::NationalityToRecord => ConsularRequest::table(),
    }
}
