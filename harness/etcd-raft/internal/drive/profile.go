package drive

// Profile is a way to choose.
type Profile struct {
	Name string

	weights weights
	// How many percent of the deliveries are of the oldest quarter in flight, and of the newest.
	oldest, newest int
	// How many percent of the appends, and of the other messages, are never delivered.
	loseApp, loseOther int
	// How many percent of the requests for votes are held back for some time.
	hold int
	// In how many percent of the steps a node is cut off, or joins the others again.
	cut int
}

// weights say how likely a group of decisions is among those that are possible in a state.
type weights [groups]int

// The groups of decisions.
const (
	ready = iota
	advance
	deliver
	// The tick of a leader.
	heartbeat
	// The tick of another node that does not begin an election, and that of one that does.
	tick
	timeout
	campaign
	propose
	unreachable
	restart

	groups
)

// Profiles are all ways to choose.
var Profiles = []Profile{
	{
		Name: "mixed",
		weights: weights{ready: 200, advance: 200, deliver: 250, heartbeat: 25, tick: 15, timeout: 15,
			campaign: 4, propose: 60, unreachable: 8, restart: 2},
		oldest: 60, newest: 10, loseApp: 10, loseOther: 10, hold: 30, cut: 2,
	},
	// Many elections.
	{
		Name: "elect",
		weights: weights{ready: 200, advance: 150, deliver: 200, heartbeat: 20, tick: 30, timeout: 50,
			campaign: 15, propose: 30, unreachable: 4, restart: 2},
		oldest: 30, newest: 40, loseApp: 10, loseOther: 10, hold: 50, cut: 3,
	},
	// Few elections and many proposals.
	{
		Name: "repl",
		weights: weights{ready: 250, advance: 250, deliver: 300, heartbeat: 20, tick: 5, timeout: 4,
			campaign: 2, propose: 120, unreachable: 15, restart: 1},
		oldest: 70, newest: 10, loseApp: 10, loseOther: 10, hold: 60, cut: 1,
	},
	// Many crashes.
	{
		Name: "crash",
		weights: weights{ready: 200, advance: 200, deliver: 250, heartbeat: 25, tick: 15, timeout: 15,
			campaign: 5, propose: 80, unreachable: 8, restart: 20},
		oldest: 50, newest: 20, loseApp: 10, loseOther: 10, hold: 10, cut: 2,
	},
	// What is sent last arrives first.
	{
		Name: "lag",
		weights: weights{ready: 200, advance: 150, deliver: 200, heartbeat: 40, tick: 15, timeout: 15,
			campaign: 4, propose: 100, unreachable: 10, restart: 2},
		oldest: 20, newest: 60, loseApp: 10, loseOther: 10, hold: 60, cut: 3,
	},
	// Logs that differ: half of the appends are lost.
	{
		Name: "diverge",
		weights: weights{ready: 200, advance: 200, deliver: 250, heartbeat: 30, tick: 15, timeout: 20,
			campaign: 10, propose: 120, unreachable: 10, restart: 2},
		oldest: 50, newest: 30, loseApp: 50, loseOther: 5, hold: 20, cut: 4,
	},
	// Time passes, and elections are begun by hand.
	{
		Name: "lease",
		weights: weights{ready: 200, advance: 200, deliver: 250, heartbeat: 80, tick: 60, timeout: 3,
			campaign: 15, propose: 40, unreachable: 5, restart: 2},
		oldest: 50, newest: 20, loseApp: 5, loseOther: 10, hold: 50, cut: 4,
	},
	// Leaders that are deposed before their logs have spread.
	{
		Name: "depose",
		weights: weights{ready: 250, advance: 250, deliver: 500, heartbeat: 5, tick: 2, timeout: 3,
			campaign: 25, propose: 150, unreachable: 15, restart: 1},
		oldest: 50, newest: 20, loseApp: 40, cut: 5,
	},
	// Time passes, leaders tick often, and old answers come late.
	{
		Name: "idle",
		weights: weights{ready: 250, advance: 250, deliver: 300, heartbeat: 150, tick: 60, timeout: 2,
			campaign: 10, propose: 40, unreachable: 10, restart: 1},
		oldest: 10, newest: 70, loseApp: 3, loseOther: 3, cut: 2,
	},
}
