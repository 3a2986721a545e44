//! The four kinds of value both engines share, and rows of them.

use base::{
    AgencyId, AgencyNumber, Code, CommandId, Day, Digest, EntryId, PersonId, Position, Problem, PublicCode,
    StreamId, Timestamp, UnitNumber,
};

/// A value of a column or a parameter: `INTEGER`/`BIGINT`, `TEXT`, `BLOB`/`BYTEA`, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    /// No value. Only in results of aggregates and in a few optional columns.
    Null,
    /// A whole number; also truth (0, 1), instants (microseconds) and days (since 1970).
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes; also identifiers and digests.
    Blob(Vec<u8>),
}

/// What can be read from a column.
pub(crate) trait FromValue: Sized {
    /// The value as this type, or `None` when the stored kind or range is another.
    fn from_value(value: &Value) -> Option<Self>;
}

/// A row of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    columns: Vec<Value>,
}

impl Row {
    /// A row of these columns.
    pub(crate) fn new(columns: Vec<Value>) -> Self {
        Self { columns }
    }

    /// The column at `index` (from 0), read as `T`.
    ///
    /// # Errors
    /// `internal` when the column is absent or of another kind: the statement and its reader disagree.
    pub(crate) fn get<T: FromValue>(&self, index: usize) -> Result<T, Problem> {
        self.columns.get(index).and_then(T::from_value).ok_or_else(|| {
            let wanted = std::any::type_name::<T>();
            Problem::internal(format!("column {index} of {} is not a {wanted}", self.columns.len()))
        })
    }

    /// All columns, in the order of the statement.
    pub(crate) fn values(&self) -> &[Value] {
        &self.columns
    }

    /// Takes the bytes of a column out of the row, so that large ones are not copied twice.
    ///
    /// # Errors
    /// `internal` when the column holds no bytes.
    pub(crate) fn take_blob(&mut self, index: usize) -> Result<Vec<u8>, Problem> {
        match self.columns.get_mut(index) {
            Some(Value::Blob(bytes)) => Ok(std::mem::take(bytes)),
            _ => Err(Problem::internal(format!("column {index} holds no bytes"))),
        }
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Blob(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl FromValue for Code {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Self::new(text).ok(),
            _ => None,
        }
    }
}

impl FromValue for PublicCode {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Self::parse(text),
            _ => None,
        }
    }
}

impl FromValue for Timestamp {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).map(Self::from_micros)
    }
}

impl FromValue for Position {
    fn from_value(value: &Value) -> Option<Self> {
        u64::from_value(value).map(Self)
    }
}

impl FromValue for AgencyNumber {
    fn from_value(value: &Value) -> Option<Self> {
        u32::from_value(value).map(Self)
    }
}

impl FromValue for Day {
    fn from_value(value: &Value) -> Option<Self> {
        i32::from_value(value).map(Self)
    }
}

impl FromValue for UnitNumber {
    // A random 64-bit number keeps its bits; only its sign as a stored integer changes.
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).map(|number| Self(u64::from_le_bytes(number.to_le_bytes())))
    }
}

impl From<UnitNumber> for Value {
    fn from(number: UnitNumber) -> Self {
        Self::Int(i64::from_le_bytes(number.0.to_le_bytes()))
    }
}

impl From<Option<Vec<u8>>> for Value {
    fn from(bytes: Option<Vec<u8>>) -> Self {
        bytes.map_or(Self::Null, Self::Blob)
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => {$(
        impl FromValue for $kind {
            fn from_value(value: &Value) -> Option<Self> {
                i64::from_value(value).and_then(|number| number.try_into().ok())
            }
        }
    )*};
}
whole_numbers!(u8, u16, u32, u64, i32, usize);

macro_rules! identifiers {
    ($($kind:ty),*) => {$(
        impl FromValue for $kind {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::Blob(bytes) => Self::from_slice(bytes),
                    _ => None,
                }
            }
        }
        impl From<$kind> for Value {
            fn from(id: $kind) -> Self {
                Self::Blob(id.as_bytes().to_vec())
            }
        }
    )*};
}
identifiers!(AgencyId, CommandId, EntryId, PersonId, StreamId);

impl FromValue for Digest {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Blob(bytes) => Self::from_slice(bytes),
            _ => None,
        }
    }
}

macro_rules! into_value {
    ($($kind:ty: $name:ident => $made:expr),* $(,)?) => {$(
        impl From<$kind> for Value {
            fn from($name: $kind) -> Self {
                $made
            }
        }
    )*};
}
into_value! {
    i64: n => Self::Int(n),
    i32: n => Self::Int(n.into()),
    u8: n => Self::Int(n.into()),
    u16: n => Self::Int(n.into()),
    u32: n => Self::Int(n.into()),
    bool: b => Self::Int(b.into()),
    &str: text => Self::Text(text.to_owned()),
    String: text => Self::Text(text),
    &[u8]: bytes => Self::Blob(bytes.to_vec()),
    Vec<u8>: bytes => Self::Blob(bytes),
    &Code: code => Self::Text(code.as_str().to_owned()),
    PublicCode: code => Self::Text(code.compact()),
    Timestamp: at => Self::Int(at.micros()),
    Day: day => Self::Int(day.0.into()),
    Digest: digest => Self::Blob(digest.0.to_vec()),
    AgencyNumber: number => Self::Int(number.0.into()),
    // Positions and counts stay far below 2^63; the impossible rest is held at the end of the range.
    Position: position => Self::Int(i64::try_from(position.0).unwrap_or(i64::MAX)),
    u64: number => Self::Int(i64::try_from(number).unwrap_or(i64::MAX)),
    usize: number => Self::Int(i64::try_from(number).unwrap_or(i64::MAX)),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_another_kind_or_range_is_an_error_not_a_guess() {
        let row = Row::new(vec![Value::Int(-1), Value::Int(2), Value::Text("x".into()), Value::Null]);
        assert!(row.get::<u32>(0).is_err());
        assert!(row.get::<bool>(1).is_err());
        assert!(row.get::<i64>(2).is_err());
        assert!(row.get::<i64>(4).is_err());
        assert_eq!(row.get::<Option<i64>>(3).unwrap(), None);
        assert!(row.get::<StreamId>(2).is_err());
    }

    #[test]
    fn a_random_unit_number_keeps_its_bits() {
        for number in [0, 1, u64::MAX, 1 << 63] {
            let value = Value::from(UnitNumber(number));
            assert_eq!(UnitNumber::from_value(&value), Some(UnitNumber(number)));
        }
    }
}
