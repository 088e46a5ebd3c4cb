//! A state machine as a list of arrows. Every move that has no arrow is impossible.

/// One arrow, from several states to one.
#[derive(Clone, Copy, Debug)]
pub struct Arrow<Step: 'static, State: 'static, Side: 'static> {
    /// The step.
    pub step: Step,
    /// The states from which it leads.
    pub from: &'static [State],
    /// The state to which it leads.
    pub to: State,
    /// The sides that may take it.
    pub by: &'static [Side],
}

/// An arrow. A list of arrows is read as a table with these columns.
pub(super) const fn arrow<Step: Copy, State: Copy, Side>(
    step: Step,
    from: &'static [State],
    to: State,
    by: &'static [Side],
) -> Arrow<Step, State, Side> {
    Arrow { step, from, to, by }
}

/// The state to which the step leads from this state. `None` if there is no such arrow.
pub(super) fn next<Step, State, Side>(arrows: &[Arrow<Step, State, Side>], state: State, step: Step) -> Option<State>
where
    Step: Copy + PartialEq,
    State: Copy + PartialEq,
{
    arrows.iter().find(|arrow| arrow.step == step && arrow.from.contains(&state)).map(|arrow| arrow.to)
}

/// Whether the side may take the step from any state.
pub(super) fn may<Step, State, Side>(arrows: &[Arrow<Step, State, Side>], step: Step, side: Side) -> bool
where
    Step: Copy + PartialEq,
    Side: Copy + PartialEq,
{
    arrows.iter().any(|arrow| arrow.step == step && arrow.by.contains(&side))
}

/// Joins lists of states when the program is compiled. It does not compile if `N` is not their number.
pub(super) const fn join<State: Copy, const N: usize>(parts: &[&[State]]) -> [State; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut filled) = (0, 0);
    while part < parts.len() {
        let mut next = 0;
        while next < parts[part].len() {
            all[filled] = parts[part][next];
            filled += 1;
            next += 1;
        }
        part += 1;
    }
    assert!(filled == N, "N is the number of all states");
    all
}
