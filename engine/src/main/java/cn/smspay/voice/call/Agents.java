package cn.smspay.voice.call;

import java.util.List;

/** Where a caller can be handed over to. Thread-safe. */
@FunctionalInterface
public interface Agents {
    /**
     * The addresses that stand for a number which a script names, the one to try first first; none if the number is not known
     * to the settings.
     */
    List<String> targets(String number);
}
