package rng

import "testing"

// A seed means the same numbers for ever: a change here would change every recorded trace.
func TestASeedGivesTheKnownNumbers(t *testing.T) {
	rng := Rng{0}
	// The first outputs of SplitMix64 from state 0, as its authors' reference program gives them.
	for _, want := range []uint64{0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4} {
		if got := rng.next(); got != want {
			t.Errorf("drew %#x, not %#x", got, want)
		}
	}
}

// Streams of one seed, and neighbouring seeds, have nothing to do with each other.
func TestStreamsAndSeedsDiffer(t *testing.T) {
	seen := map[uint64]bool{}
	for seed := range uint64(3) {
		for _, stream := range []Stream{Path, Fans} {
			seen[New(seed, stream).next()] = true
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d different numbers, not 6", len(seen))
	}
}

// A weight of 0 is never drawn, and the others are drawn about as often as they weigh.
func TestWeightsAreRespected(t *testing.T) {
	rng := New(1, Path)
	var drawn [3]int
	for range 4000 {
		drawn[rng.Weighted([]int{1, 0, 3})]++
	}
	if drawn[1] != 0 || drawn[0] < 900 || drawn[0] > 1100 {
		t.Errorf("drawn %v", drawn)
	}
}

// Nothing is certain at 0 percent and everything at 100.
func TestPercentHasBothEnds(t *testing.T) {
	rng := New(1, Path)
	for range 100 {
		if rng.Percent(0) || !rng.Percent(100) {
			t.Fatal("an impossible draw")
		}
	}
}
