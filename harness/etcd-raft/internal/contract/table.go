package contract

import "slices"

// Kind is one kind of decision with all that can come of it.
type Kind struct {
	Name     string
	Actions  []Action
	Refusals []string
}

// Action is what the code makes of a decision; a branch is the reason.
type Action struct {
	Name     string
	Branches []string
}

// Refusals that several kinds share.
const (
	// The application does not make the call here.
	elsewhere = "elsewhere"
	// What the code queues is queued already, and nothing else changes.
	again = "again"
)

// Kinds are all kinds of decisions, in the contract's order.
var Kinds = []Kind{
	{Tick, []Action{
		{"Tick", []string{"count"}},
		{"ElectionTimeout", []string{"campaign", "pre-campaign"}},
	}, []string{elsewhere}},
	kind(LeaderTick, []string{"heartbeat", "quorum-active", "quorum-lost"}, elsewhere),
	kind(Campaign, []string{"campaign", "pre-campaign"}, "leader", elsewhere),
	kind(Propose, []string{"append", "forward"}, "dropped", again, elsewhere),
	kind(Unreachable, []string{"to-probe"}, "probing", elsewhere),
	kind(Ready, []string{"entries", "overwrite", "term-or-vote", "commit", "messages", "apply"}, elsewhere),
	kind(Advance, []string{"no-ack", "self-vote", "self-vote:won", "self-ack", "self-ack:commit", "ack-too-late"}, elsewhere),
	kind(Restart, []string{"clean", "loses-entries", "loses-term-or-vote"}, "nothing-lost"),
	kind("RecvProp", []string{"append", "forward"}, "dropped", again, elsewhere),
	kind("RecvPreVote", []string{
		"grant", "grant:lease-over", "reject:log-behind", "reject:lower-term", "reject:not-free",
	}, "ignore:lease", again),
	kind("RecvPreVoteResp", []string{"count", "won", "lost", "step-down"}, "ignore", elsewhere),
	kind("RecvVote", []string{
		"grant", "grant:lease-over", "reject:knows-leader", "reject:log-behind", "reject:voted-other",
	}, "ignore:lease", "ignore:lower-term"),
	kind("RecvVoteResp", []string{"count", "won", "lost"}, "ignore", elsewhere),
	kind("RecvApp", []string{
		"append", "truncate", "nothing-new", "nothing-new:commit", "nothing-new:commit:cut", "below-commit",
		"reject:short", "reject:mismatch", "reject:hint-back", "answer:lower-term",
	}, "ignore:lower-term", again),
	kind("RecvAppResp", []string{
		"commit", "commit:to-replicate", "match", "match:send", "match:old-term", "to-replicate", "stale",
		"reject:probe", "reject:probe:jump", "reject:probe:jump-by-term",
		"reject:replicate", "reject:replicate:hint-ahead", "reject:stale", "step-down",
	}, "stale", "reject:stale", "ignore"),
	kind("RecvHeartbeat", []string{"commit", "no-commit", "answer:lower-term"}, "ignore:lower-term", again),
	kind("RecvHeartbeatResp", []string{"send:append", "send:window-full", "nothing-to-send"}, "nothing-to-send", "ignore", again),
}

// kind is one of which the only action has the name of the decision.
func kind(name string, branches []string, refusals ...string) Kind {
	return Kind{name, []Action{{name, branches}}, refusals}
}

// has says whether an outcome is among those of the kind.
func (k Kind) has(o Outcome) bool {
	if o.Refused {
		return slices.Contains(k.Refusals, o.Branch)
	}
	return slices.ContainsFunc(k.Actions, func(action Action) bool {
		return action.Name == o.Action && slices.Contains(action.Branches, o.Branch)
	})
}

func kindOf(decision string) Kind {
	at := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == decision })
	return Kinds[at]
}
