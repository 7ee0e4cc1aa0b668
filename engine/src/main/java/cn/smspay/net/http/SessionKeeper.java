package cn.smspay.net.http;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the logins of one door outlive the program. Called from any thread. */
public interface SessionKeeper {
    /** For doors whose sessions end with the program. */
    SessionKeeper NONE = new SessionKeeper() {
        @Override
        public List<Login> kept() {
            return List.of();
        }

        @Override
        public CompletionStage<?> keep(Login login) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<?> used(Login login) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<?> drop(String hash) {
            return CompletableFuture.completedFuture(true);
        }
    };

    /**
     * A session of somebody who has logged in: nothing in it lets anybody in.
     *
     * @param hash of the cookie
     * @param ends when it is over unless it is used again
     */
    record Login(String hash, String owner, Instant began, Instant seen, Instant ends) {}

    /** Those that are not over when the door opens, who was seen least recently first. */
    List<Login> kept();

    /** A login; done once it is durable. */
    CompletionStage<?> keep(Login login);

    /** It was used again, which need not be noted each time. */
    CompletionStage<?> used(Login login);

    /** It has ended; done once that is durable. Comes after every {@link #keep} of the same one. */
    CompletionStage<?> drop(String hash);
}
