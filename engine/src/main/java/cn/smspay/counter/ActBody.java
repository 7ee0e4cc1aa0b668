package cn.smspay.counter;

/**
 * What an act does, in the transaction of {@link ActContext#tx}. A reply that refuses keeps what was written, such as the count of
 * wrong passwords; what it throws undoes everything.
 */
@FunctionalInterface
public interface ActBody<T> {
    Reply<T> on(ActContext deal);
}
