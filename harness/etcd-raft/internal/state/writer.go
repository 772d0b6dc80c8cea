package state

import "strconv"

// writer appends JSON in the order in which it is told to: the order of the fields is documented,
// and encoding/json sorts those of maps. Names and values are plain words, which need no escapes.
type writer struct {
	b     []byte
	later bool
}

func (w *writer) open(bracket byte) {
	w.b = append(w.b, bracket)
	w.later = false
}

func (w *writer) close(bracket byte) []byte {
	w.b = append(w.b, bracket)
	w.later = true
	return w.b
}

// next begins a further element or field.
func (w *writer) next() {
	if w.later {
		w.b = append(w.b, ',')
	}
	w.later = true
}

func (w *writer) key(key string) {
	w.next()
	w.b = strconv.AppendQuote(w.b, key)
	w.b = append(w.b, ':')
}

func (w *writer) text(key, value string) {
	w.key(key)
	w.b = strconv.AppendQuote(w.b, value)
}

func (w *writer) number(key string, value uint64) {
	w.key(key)
	w.b = strconv.AppendUint(w.b, value, 10)
}

func (w *writer) truth(key string, value bool) {
	w.key(key)
	w.b = strconv.AppendBool(w.b, value)
}

// function appends the function that has a value for those names of which has is true. Without any
// it is the empty function, which is written as the empty sequence is.
func (w *writer) function(names []string, has func(name string) bool, value func(b []byte, name string) []byte) {
	start := len(w.b)
	w.open('{')
	empty := true
	for _, name := range names {
		if has(name) {
			empty = false
			w.key(name)
			w.b = value(w.b, name)
		}
	}
	w.close('}')
	if empty {
		w.b = append(w.b[:start], "[]"...)
	}
}
