//! Closed lists of words (types, roles, contexts ...) as enums that read and
//! write exactly the words of the contract.

/// A word that is not in the closed list it was looked up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// What the list holds, for example `"event type"`.
    pub list: &'static str,
    /// The word that was not found.
    pub word: String,
    /// Every word that would have been accepted.
    pub known: &'static [&'static str],
}

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no {}; known are: {}", self.word, self.list, self.known.join(", "))
    }
}

impl std::error::Error for UnknownWord {}

/// Declares an enum whose variants have one fixed spelling each.
macro_rules! closed_list {
    (
        $(#[$meta:meta])*
        $name:ident, $what:literal {
            $( $(#[$vmeta:meta])* $variant:ident = $word:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $( $(#[$vmeta])* #[serde(rename = $word)] $variant ),+
        }

        impl $name {
            /// Every member, in the order of the codebook.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),+ ];
            const WORDS: &'static [&'static str] = &[ $( $word ),+ ];

            /// The spelling used in every format.
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word ),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $( $word => Ok($name::$variant), )+
                    _ => Err($crate::UnknownWord {
                        list: $what,
                        word: word.to_owned(),
                        known: $name::WORDS,
                    }),
                }
            }
        }
    };
}

pub(crate) use closed_list;
