//! Axes that end on round numbers.

/// An axis from zero to a round number not below the largest value, with its ticks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) top: f64,
    pub(crate) ticks: Vec<f64>,
    /// Decimals that the ticks need.
    pub(crate) places: u32,
}

impl Scale {
    /// For values up to `largest`, in about four steps of 1, 2 or 5 times a power of ten. Counts get no
    /// fractions: `whole` keeps the step at 1 or more.
    pub(crate) fn up_to(largest: f64, whole: bool) -> Self {
        let largest = if largest.is_finite() && largest > 0.0 { largest.min(1e12) } else { 1.0 };
        let rough = largest / 4.0;
        let power = 10_f64.powf(rough.log10().floor());
        let factor =
            [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= rough * 0.999_999).unwrap_or(10.0);
        let step = if whole { (factor * power).max(1.0) } else { factor * power };
        let steps = (largest / step - 1e-9).ceil().clamp(1.0, 10.0) as u32;
        let places = (-step.log10().floor()).clamp(0.0, 6.0) as u32;
        Self {
            top: f64::from(steps) * step,
            ticks: (0..=steps).map(|tick| f64::from(tick) * step).collect(),
            places,
        }
    }

    /// The share of the axis that a value takes, held between 0 and 1.
    pub(crate) fn share(&self, value: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(Scale::up_to(71.0, true).ticks, [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(Scale::up_to(3.0, true).ticks, [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(Scale::up_to(0.0, true).ticks, [0.0, 1.0]);
        assert_eq!(Scale::up_to(0.9, false).places, 1);
    }

    proptest! {
        #[test]
        fn every_value_fits(largest in 0.0_f64..1e9, whole: bool) {
            let scale = Scale::up_to(largest, whole);
            prop_assert!(scale.top >= largest * 0.999_999, "{scale:?}");
            prop_assert!((2..=7).contains(&scale.ticks.len()), "{scale:?}");
        }
    }
}
