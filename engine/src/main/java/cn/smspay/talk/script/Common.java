package cn.smspay.talk.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What all dialogues share, from {@code dialogs/_common.yaml}.
 *
 * @param languages the first is the usual one
 * @param expire how long a question waits
 * @param late how long after that a late answer is still recognised
 * @param tries how many wrong answers end a dialogue
 * @param cancel words that end the open dialogue, normalised; likewise {@code back} and {@code help}
 * @param replies by name; the {@code …Reply} names say which is used when
 * @param words translations of keys, by key and language
 * @param settings names of configured texts and the longest way they are written
 * @param calendar which days are holidays
 * @param families numbers of the message catalogue that several texts share
 */
public record Common(
        List<String> languages,
        Duration expire,
        Duration late,
        int tries,
        int segments,
        List<String> cancel,
        List<String> back,
        List<String> help,
        Map<Role, ReplyTemplate> roles,
        Map<String, ReplyTemplate> replies,
        Map<String, Map<String, String>> words,
        Map<String, Integer> settings,
        Moment.Calendar calendar,
        List<String> families,
        String file) {

    /** Occasions on which the engine speaks by itself. */
    public enum Role {
        UNKNOWN,
        HELP,
        CANCELLED,
        REPLACED,
        LATE,
        /** The files have changed so that the question it answers is no longer there. */
        UPDATED,
        GIVE_UP,
        NOTHING_PENDING,
        /** A word of refusal or confirmation while nothing is open. */
        NOTHING_OPEN,
        FAULT
    }

    public ReplyTemplate reply(Role role) {
        var reply = roles.get(role);
        if (reply == null) {
            throw new IllegalStateException("no reply for " + role);
        }
        return reply;
    }
}
