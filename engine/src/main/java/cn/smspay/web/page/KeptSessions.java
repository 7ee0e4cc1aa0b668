package cn.smspay.web.page;

import cn.smspay.counter.desks.SessionDesk;
import cn.smspay.net.http.SessionKeeper;
import cn.smspay.net.http.SessionSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The sessions of one door at the counter, so that they outlive the program. Thread-safe. */
public record KeptSessions(SessionDesk desk, String door) implements SessionKeeper {
    @Override
    public List<Login> kept() {
        var logins = new ArrayList<Login>();
        desk.kept(door, SessionSettings.USUAL.most())
                .forEach(it -> logins.add(new Login(it.hash(), it.owner(), it.began(), it.seen(), it.ends())));
        Collections.reverse(logins);
        return logins;
    }

    @Override
    public CompletionStage<?> keep(Login login) {
        return desk.keep(door, kept(login));
    }

    @Override
    public CompletionStage<?> used(Login login) {
        return desk.used(door, kept(login));
    }

    private static SessionDesk.StoredSession kept(Login login) {
        return new SessionDesk.StoredSession(login.hash(), login.owner(), login.began(), login.seen(), login.ends());
    }

    @Override
    public CompletionStage<?> drop(String hash) {
        return desk.drop(hash);
    }
}
