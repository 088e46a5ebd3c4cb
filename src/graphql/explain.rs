//! The root field `explainAccess`: why the caller may read one field of one record, or may not. The record is read as `node`
//! reads it, and its clearance decides. `access::explain` finds the reason.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::codes::{DataClass as D, Relation, Role};

use super::{
    node,
    prefetch::{self, Entry},
    record::{
        Maybe,
        plan::Plan,
        table::{Field, Record as _, Table},
    },
    records::{Case, Person},
    request::{Request, Shown},
};
use crate::{
    access::{
        class::ClassSet,
        directive::holds,
        explain::{AccessCode, Known, sentence},
        findings::nearest,
        policy::Policy,
        relation::Relations,
    },
    error::Error,
    store::access::clearance::Clearance,
};

/// The `explainAccess` root field.
#[derive(Debug, Default)]
pub struct ExplainRoot;

/// Why you may read one field of one record, or may not. It says nothing about other people's access, about the value of
/// the field, and about how far the case is restricted.
#[derive(Debug, SimpleObject)]
pub(crate) struct AccessExplanation {
    /// The class of the field.
    data_class: D,
    /// Whether you may read the field of this record. It may be empty nevertheless.
    readable: bool,
    /// The rule that decided.
    code: AccessCode,
    /// The lines of the policy to which the rule was applied: your roles in the relations that you have to the record.
    lines: Vec<PolicyLine>,
    /// The version of the policy.
    policy_version: String,
    /// The explanation in English.
    sentence_en: String,
    /// The explanation in French.
    sentence_fr: String,
}

/// A line of the policy: the classes that one role reads in one relation.
#[derive(Debug, SimpleObject)]
pub(crate) struct PolicyLine {
    /// The role.
    role: Role,
    /// The relation to the record.
    relation: Relation,
    /// The place in the policy file, for example `roles.CASE_WORKER.ASSIGNED.classes`.
    setting: String,
}

/// The `explainAccess` root field.
#[Object]
impl ExplainRoot {
    /// Why you may read one field of one record, or may not. A record that you may not know of gives an error.
    async fn explain_access(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier of the record.", directive = holds::apply(D::Public))] id: ID,
        #[graphql(desc = "Name of the field in the type of the record.", directive = holds::apply(D::Public))]
        field: String,
    ) -> Maybe<AccessExplanation> {
        Maybe::of(explained(ctx, &id, &field)).await
    }
}

async fn explained(context: &Context<'_>, id: &str, name: &str) -> Result<AccessExplanation, Error> {
    let (table, key) = node::identified(id)?;
    let field = table.field(name).ok_or_else(|| unknown(table, name))?;
    let request = Request::of(context);
    let policy: &Arc<Policy> = context.data_unchecked();
    let reached = reach(request, table, key).await?;
    if let Some(case) = reached.clearance.case_id {
        let seen = ClassSet::of(&[D::OperationalCoarse]);
        request.add(Shown { cases: [(case, seen)].into_iter().collect(), ..Shown::default() });
    }
    let known = Known {
        policy,
        viewer: &request.store.scope.viewer,
        relations: reached.relations,
        shared: reached.shared,
        place: reached.place,
    };
    Ok(answer(&known, field, field.is_readable(reached.clearance)))
}

fn answer(known: &Known<'_>, field: &Field, readable: bool) -> AccessExplanation {
    let explanation = known.explain(field.class, readable);
    let sentence = sentence::of(field.name, field.class, &explanation);
    let line = |it: &crate::access::explain::PolicyLine| PolicyLine {
        role: it.role,
        relation: it.relation,
        setting: it.setting(),
    };
    AccessExplanation {
        data_class: field.class,
        readable,
        code: explanation.code,
        lines: explanation.lines.iter().map(line).collect(),
        policy_version: known.policy.version.clone(),
        sentence_en: sentence.english,
        sentence_fr: sentence.french,
    }
}

/// A record that the viewer may know of, and what its clearance rests on.
struct Reached {
    clearance: Clearance,
    relations: Relations,
    shared: ClassSet,
    place: bool,
}

/// Errors: `NOT_FOUND` if the record does not exist or the viewer may not know of it.
async fn reach(request: &Request, table: &'static Table, key: uuid::Uuid) -> Result<Reached, Error> {
    let (store, scope) = (&request.store, &request.store.scope);
    let public =
        Reached { clearance: Clearance::PUBLIC, relations: Relations::default(), shared: ClassSet::NONE, place: false };
    if table.is_entry() {
        return Ok(match node::entry(&request.store, table, key).ok_or(Error::NotFound)? {
            Entry::Organisation(_) => public,
            // The directory shows where a centre is and who runs it.
            Entry::Centre(it) => {
                Reached { clearance: scope.centre_clearance(it), relations: scope.to_centre(it), place: true, ..public }
            }
        });
    }
    if table.name == Person::table().name {
        // A person is read through a case, so the explanation is that of the case.
        let clearance = store.clearance_of_person(key).await?.ok_or(Error::NotFound)?;
        let case = clearance.case_id.ok_or(Error::NotFound)?;
        return Box::pin(reach(request, Case::table(), case)).await;
    }
    let plan = Plan::new(table);
    let row = prefetch::node(store, &plan, key).await?.ok_or(Error::NotFound)?.row;
    let clearance = row.clearance;
    Ok(match row.reached(&plan.shape, scope)? {
        None => Reached { clearance, ..public },
        Some((facts, relations)) => {
            Reached { clearance, relations, shared: facts.shared, place: clearance.holds(D::Location) }
        }
    })
}

fn unknown(table: &Table, name: &str) -> Error {
    let suggestion = nearest(name, table.fields.iter().map(|field| field.name));
    Error::bad_input("field", format!("{} has no field \"{name}\"{suggestion}", table.name))
}
