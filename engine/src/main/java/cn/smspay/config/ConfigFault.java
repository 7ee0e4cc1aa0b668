package cn.smspay.config;

import java.util.List;

/** The settings cannot be used; every fault is listed, one line each. */
public final class ConfigFault extends RuntimeException {
    private final List<String> faults;
    private final boolean keyRefused;

    ConfigFault(List<String> faults, boolean keyRefused) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
        this.keyRefused = keyRefused;
    }

    public List<String> faults() {
        return faults;
    }

    /** Whether the master key, or the file that holds it, is among what is wrong. */
    public boolean isKeyRefused() {
        return keyRefused;
    }
}
