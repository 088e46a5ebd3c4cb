//! The records of the directory: their order, their names, and how they are told apart.

/// A record of the directory. Each refers only to itself and to those before it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) enum Record {
    Organisations,
    Centres,
    Services,
    ConsularPosts,
    ConsularPostCompetences,
    Workers,
}

impl Record {
    /// All records, in the order in which they are written.
    pub(crate) const ALL: [Self; 6] = [
        Self::Organisations,
        Self::Centres,
        Self::Services,
        Self::ConsularPosts,
        Self::ConsularPostCompetences,
        Self::Workers,
    ];

    /// Its name: of the table, of the file, of the sheet.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Organisations => "organisations",
            Self::Centres => "centres",
            Self::Services => "services",
            Self::ConsularPosts => "consular_posts",
            Self::ConsularPostCompetences => "consular_post_competences",
            Self::Workers => "workers",
        }
    }

    /// The record with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|record| record.name() == name)
    }

    /// What other records call it by: the value of its one key column.
    pub(crate) const fn called(self) -> &'static str {
        match self {
            Self::Organisations => "The acronym",
            Self::ConsularPosts => "The acronym of the organisation",
            Self::Centres => "The code",
            Self::Services | Self::ConsularPostCompetences | Self::Workers => "The id",
        }
    }

    /// Whether no two rows may have the same key. The others may come from elsewhere with equal keys, and are told apart by
    /// their ids.
    pub(super) const fn has_unique_key(self) -> bool {
        matches!(self, Self::Organisations | Self::Centres | Self::ConsularPosts | Self::Workers)
    }
}
