package cn.smspay.talk.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text for a subscriber.
 *
 * @param template its id in the message catalogue
 * @param secret whether it holds a password or code: to be sent, then wiped
 * @param validUntil if it is a question, when it may no longer be answered
 */
public record SubscriberText(
        String template,
        String text,
        boolean secret,
        @Nullable Instant validUntil) {
    /** One that asks nothing. */
    public SubscriberText(String template, String text, boolean secret) {
        this(template, text, secret, null);
    }

    @Override
    public String toString() {
        return secret ? template + " (secret)" : template + ' ' + text;
    }
}
