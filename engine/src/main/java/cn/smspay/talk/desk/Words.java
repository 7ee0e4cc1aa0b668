package cn.smspay.talk.desk;

/**
 * A text for a subscriber.
 *
 * @param template its id in the message catalogue
 * @param secret whether it holds a password or code: to be sent, then wiped
 */
public record Words(String template, String text, boolean secret) {
    @Override
    public String toString() {
        return secret ? template + " (secret)" : template + ' ' + text;
    }
}
