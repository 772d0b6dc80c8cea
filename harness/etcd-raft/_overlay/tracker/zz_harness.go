// Added to package tracker when the harness is built; see build.go.

package tracker

// HarnessSentCommit is the highest commit index on its way to the follower.
func HarnessSentCommit(pr *Progress) uint64 {
	return pr.sentCommit
}

// HarnessInflight lists the last index of each append on its way, oldest first.
func HarnessInflight(pr *Progress) []uint64 {
	in := pr.Inflights
	indexes := make([]uint64, in.count)
	for i := range indexes {
		indexes[i] = in.buffer[(in.start+i)%in.size].index
	}
	return indexes
}
