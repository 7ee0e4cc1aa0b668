package cn.smspay.store;

/**
 * Work that is too slow for the writing thread, such as hashing a password, as a value: equal tasks have equal results.
 * Ask for it with {@link Tx#slow}.
 */
public interface Task<T> {
    T compute();
}
