// Package rng has the random numbers behind a seed.
package rng

import "math/bits"

// Stream says what random numbers are used for. Streams of one seed do not depend on each other,
// so that asking for more fans leaves the path as it is.
type Stream uint64

const (
	Path Stream = 1
	Fans Stream = 2
)

// Rng is SplitMix64, written out here rather than taken from a library: what a seed means must not
// change with the version of anything.
type Rng struct {
	state uint64
}

// New begins a stream of a seed.
func New(seed uint64, stream Stream) *Rng {
	return &Rng{scramble(scramble(seed) ^ uint64(stream))}
}

// Below draws a number below bound, which is not 0. The bias of 2^-64 per unit of bound is accepted.
func (r *Rng) Below(bound int) int {
	high, _ := bits.Mul64(r.next(), uint64(bound))
	return int(high)
}

// Percent is true in so many of 100 cases.
func (r *Rng) Percent(percent int) bool {
	return r.Below(100) < percent
}

// Weighted draws an index, each as likely as its weight says. The sum of the weights is not 0.
func (r *Rng) Weighted(weights []int) int {
	sum := 0
	for _, weight := range weights {
		sum += weight
	}
	left := r.Below(sum)
	for index, weight := range weights {
		if left < weight {
			return index
		}
		left -= weight
	}
	panic("the number drawn is below the sum of the weights")
}

func (r *Rng) next() uint64 {
	r.state += 0x9E37_79B9_7F4A_7C15
	return scramble(r.state)
}

// scramble is SplitMix64's output function.
func scramble(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58_476D_1CE4_E5B9
	z = (z ^ z>>27) * 0x94D0_49BB_1331_11EB
	return z ^ z>>31
}
