package cn.smspay.talk.reading;

import java.util.Set;

/**
 * What a file names, also where it could not be read: who refers to such a step makes no mistake of their own.
 *
 * @param steps names of the steps of a dialogue
 * @param slots names of its slots
 */
record Declared(Set<String> steps, Set<String> slots) {
    static final Declared NOTHING = new Declared(Set.of(), Set.of());
}
