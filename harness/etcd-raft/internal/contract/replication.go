package contract

import (
	"slices"

	"sysmobench/harness/etcd-raft/internal/state"
)

// lowerTerm is the branch of what a leader of an earlier term sent. It is answered only where the
// sender might otherwise never hear of the later term.
func (s step) lowerTerm() string {
	if s.c.CheckQuorum || s.c.PreVote {
		return "answer:lower-term"
	}
	return "ignore:lower-term"
}

func (s step) app() string {
	n, m := s.before, s.message
	switch {
	case m.Term < n.Term:
		return s.lowerTerm()
	case m.Term == n.Term && n.Role == state.Leader:
		return "two leaders"
	case m.Index < n.Commit:
		return "below-commit"
	case m.Index <= n.LastIndex() && n.TermAt(m.Index) == m.LogTerm:
		return s.accepted()
	case n.TermAt(min(m.Index, n.LastIndex())) > m.LogTerm:
		// The hint is searched for further back, where the terms are low enough.
		return "reject:hint-back"
	case m.Index > n.LastIndex():
		return "reject:short"
	}
	return "reject:mismatch"
}

func (s step) accepted() string {
	same := slices.Equal(s.before.Log, s.after.Log)
	switch {
	case same && s.after.Commit > s.before.Commit && s.after.Commit < min(s.message.Commit, s.after.LastIndex()):
		// The leader's log may go on otherwise than this one, behind the entries of the message.
		return "nothing-new:commit:cut"
	case same && s.after.Commit > s.before.Commit:
		return "nothing-new:commit"
	case same:
		return "nothing-new"
	case isPrefix(s.before.Log, s.after.Log):
		return "append"
	}
	return "truncate"
}

func (s step) heartbeat() string {
	switch {
	case s.message.Term < s.before.Term:
		return s.lowerTerm()
	case s.message.Term == s.before.Term && s.before.Role == state.Leader:
		return "two leaders"
	case s.after.Commit > s.before.Commit:
		return "commit"
	}
	return "no-commit"
}

func (s step) appResp() string {
	switch {
	case s.message.Term > s.before.Term:
		return "step-down"
	case s.message.Term < s.before.Term, s.before.Role != state.Leader:
		return "ignore"
	case s.message.Reject:
		return s.rejected()
	}
	return s.matched()
}

// rejected is told by what the leader made of the hint.
func (s step) rejected() string {
	m := s.message
	before, after := s.before.Progress[m.From], s.after.Progress[m.From]
	switch {
	case before.Next == after.Next && before.Mode == after.Mode:
		return "reject:stale"
	case before.Mode == state.Replicate && min(m.Index, m.Hint+1) > after.Next:
		// The hint is not followed: what matches for certain is known.
		return "reject:replicate:hint-ahead"
	case before.Mode == state.Replicate:
		return "reject:replicate"
	case after.Next < min(m.Index, m.Hint+1):
		return "reject:probe:jump-by-term"
	case after.Next < m.Index:
		return "reject:probe:jump"
	}
	return "reject:probe"
}

// matched is told by the most that came of it.
func (s step) matched() string {
	p := s.message.From
	before, after := s.before.Progress[p], s.after.Progress[p]
	switch {
	case s.after.Commit > s.before.Commit && after.Mode != before.Mode:
		return "commit:to-replicate"
	case s.after.Commit > s.before.Commit:
		return "commit"
	case after.Match == before.Match && after.Mode == before.Mode:
		return "stale"
	case after.Match > before.Match && s.quorumIndex() > s.after.Commit:
		return "match:old-term"
	case after.Mode != before.Mode:
		return "to-replicate"
	case len(s.after.Outbox) > len(s.before.Outbox):
		return "match:send"
	}
	return "match"
}

// quorumIndex is the last index that a majority has.
func (s step) quorumIndex() uint64 {
	var matches []uint64
	for _, progress := range s.after.Progress {
		matches = append(matches, progress.Match)
	}
	slices.Sort(matches)
	return matches[(len(matches)-1)/2]
}

func (s step) heartbeatResp() string {
	n, m := s.before, s.message
	p := n.Progress[m.From]
	switch {
	case m.Term > n.Term:
		return "step-down"
	case m.Term < n.Term, n.Role != state.Leader:
		return "ignore"
	case p.Match == n.LastIndex() && p.Mode == state.Replicate:
		return "nothing-to-send"
	case p.Mode == state.Replicate && len(p.Inflight) == s.c.MaxInflight:
		return "send:window-full"
	}
	return "send:append"
}
