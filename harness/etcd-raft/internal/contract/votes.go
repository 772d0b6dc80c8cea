package contract

import "sysmobench/harness/etcd-raft/internal/state"

// inLease is true where the code does not even look at a request for a vote: it has heard from a
// leader within an election timeout, and the request is of a later term.
func (s step) inLease() bool {
	return s.leaderLately() && s.before.Elapsed < uint64(s.c.ElectionTick)
}

// leaderLately is true where only the time that has passed keeps a lease from holding.
func (s step) leaderLately() bool {
	return s.c.CheckQuorum && s.message.Term > s.before.Term && s.before.Lead != state.None
}

// logBehind is true where the candidate's log is older than the node's, or as old and shorter.
func (s step) logBehind() bool {
	last := s.before.LastIndex()
	lastTerm := s.before.TermAt(last)
	return s.message.LogTerm < lastTerm || s.message.LogTerm == lastTerm && s.message.Index < last
}

// votedOther and knowsLeader speak of the term that the node is in when it decides.
func (s step) votedOther() bool {
	return s.message.Term == s.before.Term && s.before.Vote != state.None && s.before.Vote != s.message.From
}

func (s step) knowsLeader() bool {
	return s.message.Term == s.before.Term && s.before.Vote == state.None && s.before.Lead != state.None
}

func (s step) vote() string {
	switch {
	case s.inLease():
		return "ignore:lease"
	case s.message.Term < s.before.Term:
		return "ignore:lower-term"
	case s.logBehind():
		return "reject:log-behind"
	case s.votedOther():
		return "reject:voted-other"
	case s.knowsLeader():
		return "reject:knows-leader"
	case s.message.Term == s.before.Term && s.before.Vote == s.message.From:
		// A request of one term reaches a node once, and what it answered is on its way or durable.
		return "grant:again"
	case s.leaderLately():
		return "grant:lease-over"
	}
	return "grant"
}

func (s step) preVote() string {
	switch {
	case s.inLease():
		return "ignore:lease"
	case s.message.Term < s.before.Term:
		return "reject:lower-term"
	case s.logBehind():
		return "reject:log-behind"
	case s.votedOther(), s.knowsLeader():
		return "reject:not-free"
	case s.leaderLately():
		return "grant:lease-over"
	}
	return "grant"
}

func (s step) voteResp() string {
	n, m := s.before, s.message
	_, counted := n.Votes[m.From]
	waiting := n.Role == state.PreCandidate && m.Type == state.MsgPreVoteResp ||
		n.Role == state.Candidate && m.Type == state.MsgVoteResp
	switch {
	case m.Term > n.Term && (m.Reject || m.Type == state.MsgVoteResp):
		return "step-down"
	case m.Term < n.Term, !waiting, counted:
		return "ignore"
	case s.after.Role == state.Follower:
		return "lost"
	case s.after.Role != n.Role:
		return "won"
	}
	return "count"
}
