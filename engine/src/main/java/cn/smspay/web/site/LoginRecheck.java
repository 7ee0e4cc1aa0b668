package cn.smspay.web.site;

import java.time.Duration;
import java.time.Instant;

/** When it was last seen that whoever has logged in still may be. */
record LoginRecheck(Instant at) {
    /** So long an ended login may still read: looking each time would be one more wait for the disk on every page. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    static boolean isFresh(Visit visit) {
        return !visit.isPost()
                && visit.session()
                        .get(LoginRecheck.class)
                        .filter(it -> visit.now().isBefore(it.at().plus(GOOD_FOR)))
                        .isPresent();
    }

    static void now(Visit visit) {
        visit.session().put(LoginRecheck.class, new LoginRecheck(visit.now()));
    }
}
