package cn.smspay.engine;

import cn.smspay.base.yaml.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** The dialogue files cannot be used; every fault is listed, one line each. */
public final class FaultyScripts extends RuntimeException {
    public FaultyScripts(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining(System.lineSeparator())));
    }
}
