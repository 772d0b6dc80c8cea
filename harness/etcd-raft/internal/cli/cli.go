// Package cli reads the command line.
package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/drive"
)

// System is the only system of this harness.
const System = "etcd"

const usage = `usage: etcd-raft etcd --seed N --steps K --profile P --fans F --constants JSON [--script SCRIPT]

Drives the real etcd raft library and prints what it does, one JSON object on each line.

  --seed N          what is left open is drawn from it
  --steps K         steps of the path
  --profile P       how to draw: %s
  --fans F          at how many places of the path to try everything that could happen next
  --constants JSON  for example '{"Node":["n1","n2","n3"],"Value":["v1","v2","v3"],"Timeouts":[3,4,5],
                    "PreVote":true,"CheckQuorum":false,"ElectionTick":3,"MaxInflight":2,"MaxEntries":1}'
  --script SCRIPT   after how many steps to make which moves instead of drawn ones,
                    for example '0:n1=Tick(3),n1=Campaign,n1=Ready,n2=RecvPreVote(n1)'
  --help, --version
`

// Request is what to record.
type Request struct {
	Seed      uint64
	Steps     int
	Profile   drive.Profile
	Fans      int
	Constants *contract.Constants
	// As it was given; empty if it was not.
	ScriptText string
	Script     *drive.Script
}

// Help tells how the program is used.
func Help() string {
	return fmt.Sprintf(usage, strings.Join(profileNames(), ", "))
}

// system is the place of SYSTEM among the options that are given.
const system = "SYSTEM"

var options = []string{"seed", "steps", "profile", "fans", "constants", "script"}

// Parse reads the command line, without the program's name. Instead of a request it may have the
// name of an option that only prints: help or version.
func Parse(arguments []string) (request *Request, printed string, err error) {
	given := map[string]string{}
	for len(arguments) > 0 {
		argument := arguments[0]
		arguments = arguments[1:]
		name, value, hasValue := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		switch {
		case argument == "--help" || argument == "-h":
			return nil, "help", nil
		case argument == "--version":
			return nil, "version", nil
		case strings.HasPrefix(argument, "-") && (!strings.HasPrefix(argument, "--") || !slices.Contains(options, name)):
			return nil, "", fmt.Errorf("no option %q", argument)
		case !strings.HasPrefix(argument, "-") && given[system] != "":
			return nil, "", fmt.Errorf("unexpected argument %q", argument)
		case !strings.HasPrefix(argument, "-"):
			name, value, hasValue = system, argument, true
		}
		if !hasValue {
			if len(arguments) == 0 {
				return nil, "", fmt.Errorf("--%s has no value", name)
			}
			value, arguments = arguments[0], arguments[1:]
		}
		if _, twice := given[name]; twice {
			return nil, "", fmt.Errorf("--%s is given twice", name)
		}
		given[name] = value
	}
	request, err = read(given)
	return request, "", err
}

func read(given map[string]string) (*Request, error) {
	switch given[system] {
	case System:
	case "":
		return nil, errors.New("SYSTEM is missing (--help tells more)")
	default:
		return nil, fmt.Errorf("no system %q; there is: %s", given[system], System)
	}
	for _, option := range options {
		if _, found := given[option]; !found && option != "script" {
			return nil, fmt.Errorf("--%s is missing (--help tells more)", option)
		}
	}
	request := &Request{ScriptText: given["script"]}
	var err error
	if request.Seed, err = strconv.ParseUint(given["seed"], 10, 64); err != nil {
		return nil, fmt.Errorf("--seed: %q is not a whole number of 64 bits", given["seed"])
	}
	if request.Steps, err = number(given, "steps"); err != nil {
		return nil, err
	}
	if request.Fans, err = number(given, "fans"); err != nil {
		return nil, err
	}
	profile := slices.Index(profileNames(), given["profile"])
	if profile < 0 {
		return nil, fmt.Errorf("no profile %q; there are: %s", given["profile"], strings.Join(profileNames(), ", "))
	}
	request.Profile = drive.Profiles[profile]
	if request.Constants, err = contract.ParseConstants(given["constants"]); err != nil {
		return nil, fmt.Errorf("--constants: %w", err)
	}
	if text, found := given["script"]; found {
		if request.Script, err = drive.ParseScript(text, request.Constants); err != nil {
			return nil, fmt.Errorf("--script: %w", err)
		}
	}
	return request, nil
}

// number is the value of an option that counts something.
func number(given map[string]string, option string) (int, error) {
	value, err := strconv.ParseUint(given[option], 10, 31)
	if err != nil {
		return 0, fmt.Errorf("--%s: %q is not a whole number of 31 bits", option, given[option])
	}
	return int(value), nil
}

func profileNames() []string {
	var names []string
	for _, profile := range drive.Profiles {
		names = append(names, profile.Name)
	}
	return names
}
