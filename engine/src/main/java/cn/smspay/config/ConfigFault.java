package cn.smspay.config;

import java.util.List;

/** The settings cannot be used; every fault is listed, one line each. */
public final class ConfigFault extends RuntimeException {
    private final List<String> faults;

    ConfigFault(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
