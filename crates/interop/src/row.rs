//! One row of a statistical table, coded.

use base::Day;

/// How many named dimensions a row has besides year, sex and age band.
pub const DIMENSIONS: usize = 6;

/// One row, coded through a mapping. Every coded level 0 means "not known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Its place among the table's rows; the first after the header is 1.
    pub number: u64,
    /// The line of the file it begins on; the header's is 1.
    pub line: u64,
    /// The year it speaks of, 1 to 9998.
    pub year: i16,
    /// Level of the mapping's sex column.
    pub sex: u8,
    /// Level of the mapping's age column.
    pub age_band: u8,
    /// Levels of the mapping's dimensions `d0` to `d5`.
    pub dims: [u16; DIMENSIONS],
}

impl Row {
    /// The length of [`Row::to_bytes`].
    pub const BYTES: usize = 16;

    /// The coded values, fixed-width: year (2), sex (1), age band (1), six dimensions (2 each), big-endian.
    ///
    /// This is version 1, and stays readable for ever: staged chunks hold it, and a digest over it is the same
    /// for a file that was only saved again with other line ends. Number and line are not in it.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let values = self.year.to_be_bytes().into_iter().chain([self.sex, self.age_band]);
        let values = values.chain(self.dims.into_iter().flat_map(u16::to_be_bytes));
        for (place, byte) in bytes.iter_mut().zip(values) {
            *place = byte;
        }
        bytes
    }

    /// Reads what [`Row::to_bytes`] wrote; number and line come from where the bytes were kept.
    #[must_use]
    pub fn from_bytes(number: u64, line: u64, bytes: [u8; Self::BYTES]) -> Self {
        let [y0, y1, sex, age_band, a0, a1, b0, b1, c0, c1, d0, d1, e0, e1, f0, f1] = bytes;
        let dims = [[a0, a1], [b0, b1], [c0, c1], [d0, d1], [e0, e1], [f0, f1]].map(u16::from_be_bytes);
        Self { number, line, year: i16::from_be_bytes([y0, y1]), sex, age_band, dims }
    }

    /// The first day of its year. A table by year knows no more of when.
    #[must_use]
    pub fn first_day(&self) -> Day {
        Day::from_ymd(self.year, 1, 1).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_1_bytes_are_kept_for_ever() {
        let row = Row { number: 7, line: 8, year: 2018, sex: 1, age_band: 2, dims: [1, 840, 0, 65535, 4, 5] };
        let bytes = row.to_bytes();
        assert_eq!(bytes, [0x07, 0xE2, 1, 2, 0, 1, 0x03, 0x48, 0, 0, 0xFF, 0xFF, 0, 4, 0, 5]);
        assert_eq!(Row::from_bytes(7, 8, bytes), row);
        assert_eq!(row.first_day().to_string(), "2018-01-01");
    }
}
