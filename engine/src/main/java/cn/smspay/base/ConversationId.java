package cn.smspay.base;

/** One conversation with a subscriber, from its command to its end. */
public record ConversationId(long value) implements Comparable<ConversationId> {
    @Override
    public int compareTo(ConversationId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
