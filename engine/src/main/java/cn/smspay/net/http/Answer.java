package cn.smspay.net.http;

import java.util.concurrent.CompletionStage;

/** What a handler gives back: a {@link Response}, or one that comes later. */
public sealed interface Answer permits Response, Answer.Later {
    /** A response that somebody else will complete, like the lane; no thread waits for it. */
    record Later(CompletionStage<Response> response) implements Answer {}

    static Answer later(CompletionStage<Response> response) {
        return new Later(response);
    }
}
