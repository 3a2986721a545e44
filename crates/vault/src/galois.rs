//! The field of 256 elements that shares are computed in: polynomials over GF(2) modulo x⁸+x⁴+x³+x+1, as in
//! AES. Without tables and without branches, so that neither cache nor time depends on the secret.

/// Sum and difference are both exclusive or.
pub(crate) fn add(one: u8, other: u8) -> u8 {
    one ^ other
}

/// Product: eight steps of shift and conditional addition, each taken whatever the bits are.
pub(crate) fn multiply(one: u8, other: u8) -> u8 {
    let (mut left, mut right, mut product) = (one, other, 0);
    for _ in 0..8 {
        product ^= left & 0_u8.wrapping_sub(right & 1);
        let carry = 0_u8.wrapping_sub(left >> 7);
        left = (left << 1) ^ (0x1B & carry);
        right >>= 1;
    }
    product
}

/// The inverse: the 254th power, since the 255th of every element but 0 is 1. Of 0 it is 0.
pub(crate) fn invert(element: u8) -> u8 {
    // 254 = 0b1111_1110: seven squarings, each but the last multiplied by the element before it.
    let mut power = element;
    for _ in 0..6 {
        power = multiply(multiply(power, power), element);
    }
    multiply(power, power)
}

/// A polynomial's value, its constant term first among the coefficients.
pub(crate) fn evaluate(coefficients: &[u8], at: u8) -> u8 {
    coefficients.iter().rev().fold(0, |value, coefficient| add(multiply(value, at), *coefficient))
}

/// What a point's value is multiplied by for the polynomial's value at 0 (Lagrange), given all points' places.
pub(crate) fn weight_at_zero(place: u8, places: &[u8]) -> u8 {
    let others = places.iter().filter(|other| **other != place);
    others.fold(1, |weight, &other| multiply(weight, multiply(other, invert(add(other, place)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_long_division() {
        for one in 0..=255_u8 {
            for other in 0..=255_u8 {
                let long = (0..8)
                    .filter(|bit| other >> bit & 1 == 1)
                    .fold(0_u16, |sum, bit| sum ^ u16::from(one) << bit);
                let reduced = (8..16).rev().fold(long, |rest, bit| {
                    if rest >> bit & 1 == 1 { rest ^ 0x11B << (bit - 8) } else { rest }
                });
                assert_eq!(u16::from(multiply(one, other)), reduced);
            }
        }
        // FIPS 197 §4.2.
        assert_eq!((multiply(0x57, 0x83), multiply(0x57, 0x13)), (0xC1, 0xFE));
    }

    #[test]
    fn every_element_but_zero_has_its_inverse() {
        assert!((1..=255).all(|element| multiply(element, invert(element)) == 1));
        assert_eq!(invert(0), 0);
    }

    /// With two needed, the share that one custodian holds takes each of the 256 values for exactly one
    /// coefficient, whatever the secret is: it says nothing about it.
    #[test]
    fn one_share_of_two_takes_every_value_once_for_every_secret() {
        for secret in 0..=255 {
            for custodian in [1, 2, 3, 16] {
                let mut seen = [false; 256];
                for coefficient in 0..=255 {
                    let value = usize::from(evaluate(&[secret, coefficient], custodian));
                    assert!(!std::mem::replace(&mut seen[value], true));
                }
            }
        }
    }

    #[test]
    fn three_points_give_the_polynomial_at_zero_and_two_do_not() {
        let polynomial = [0x5A, 0x01, 0xFF];
        let value = |places: &[u8]| {
            places.iter().fold(0, |sum, &place| {
                add(sum, multiply(evaluate(&polynomial, place), weight_at_zero(place, places)))
            })
        };
        assert_eq!(value(&[1, 2, 3]), 0x5A);
        assert_eq!(value(&[200, 7, 31]), 0x5A);
        assert_ne!(value(&[1, 2]), 0x5A);
    }
}
