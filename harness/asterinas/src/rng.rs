//! The random numbers behind a seed.

/// What a stream of random numbers is used for. Streams of one seed do not depend on each other,
/// so that asking for more fans leaves the path as it is.
#[derive(Clone, Copy)]
pub enum Stream {
    Path = 1,
    Fans = 2,
}

/// SplitMix64, written out here rather than taken from a crate: what a seed means must not change
/// with the version of anything.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64, stream: Stream) -> Self {
        Self(scramble(scramble(seed) ^ stream as u64))
    }

    /// A number below `bound`, which is not 0. The bias of 2^-64 per unit of `bound` is accepted.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// True in `percent` of 100 cases.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// An index into `weights`, each as likely as its weight says. Their sum is not 0.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (index, &weight) in weights.iter().enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        unreachable!("the number drawn is below the sum of the weights")
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        scramble(self.0)
    }
}

/// SplitMix64's output function.
fn scramble(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A seed means the same numbers for ever: a change here would change every recorded trace.
    #[test]
    fn a_seed_gives_the_known_numbers() {
        let mut rng = Rng(0);
        // The first outputs of SplitMix64 from state 0, as its authors' reference program gives them.
        assert_eq!(rng.next(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(rng.next(), 0x6E78_9E6A_A1B9_65F4);
    }

    /// Streams of one seed, and neighbouring seeds, have nothing to do with each other.
    #[test]
    fn streams_and_seeds_differ() {
        let first = |seed, stream| Rng::new(seed, stream).next();
        assert_ne!(first(7, Stream::Path), first(7, Stream::Fans));
        assert_ne!(first(7, Stream::Path), first(8, Stream::Path));
        assert_ne!(first(1, Stream::Fans), first(2, Stream::Path));
    }

    /// A weight of 0 is never drawn, and the others are drawn about as often as they weigh.
    #[test]
    fn weights_are_respected() {
        let mut rng = Rng::new(1, Stream::Path);
        let mut drawn = [0; 3];
        for _ in 0..4000 {
            drawn[rng.weighted(&[1, 0, 3])] += 1;
        }
        assert_eq!(drawn[1], 0);
        assert!((900..1100).contains(&drawn[0]), "{drawn:?}");
    }

    /// Nothing is certain at 0 percent and everything at 100.
    #[test]
    fn percent_has_both_ends() {
        let mut rng = Rng::new(1, Stream::Path);
        assert!((0..100).all(|_| !rng.percent(0) && rng.percent(100)));
    }
}
