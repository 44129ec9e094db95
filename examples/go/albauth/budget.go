package albauth

import (
	"sync"
	"time"
)

const (
	maxLookupsPerMinutePerUser = 10
	maxUsers                   = 10_000
)

// fetchBudget pays for fetches that a request causes.
type fetchBudget interface {
	spend() bool
	giveBack()
}

type unlimited struct{}

func (unlimited) spend() bool { return true }
func (unlimited) giveBack()   {}

// userBudget is a user's share: one who sends unknown key ids cannot use up the lookups of the others.
type userBudget struct {
	limit   *lookupLimit
	subject string
}

func (b userBudget) spend() bool { return b.limit.add(b.subject, 1) <= maxLookupsPerMinutePerUser }
func (b userBudget) giveBack()   { b.limit.add(b.subject, -1) }

// lookupLimit counts the unknown keys that each user looks up in a minute.
type lookupLimit struct {
	mutex   sync.Mutex
	minute  time.Time
	lookups map[string]int
}

func (l *lookupLimit) add(subject string, count int) int {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if time.Since(l.minute) > time.Minute || len(l.lookups) >= maxUsers {
		l.minute, l.lookups = time.Now(), map[string]int{}
	}
	l.lookups[subject] += count
	return l.lookups[subject]
}
